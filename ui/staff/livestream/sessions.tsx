// 直播: the list of sessions, one session's shelf, its history, and the host's console.
import { Loading } from '../parts/notes.tsx';
import { useStaff } from '../staff.ts';
import { ShelfHistoryPage } from './history.tsx';
import { HostConsole } from './host-console.tsx';
import { SessionListPage } from './session-list.tsx';
import { ShelfEditor } from './shelf-editor.tsx';
import './livestream.css';

export function SessionsSection() {
  const { live, router } = useStaff();
  const { sessions } = live.slices;
  if (!sessions.value) return <Loading />;
  const { query } = router.route.value;
  const session = sessions.value.sessions.find(({ id }) => id === query.get('id'));
  if (!session) return <SessionListPage sessions={sessions.value.sessions} />;
  switch (query.get('part')) {
    case 'console':
      return <HostConsole key={session.id} session={session} />;
    case 'shelf':
      return <ShelfEditor key={session.id} session={session} />;
    case 'history':
      return <ShelfHistoryPage key={session.id} session={session} />;
    default:
      return <SessionListPage sessions={sessions.value.sessions} />;
  }
}
