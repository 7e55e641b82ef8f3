// Which page there is: set-up, sign-in or the staff page itself.
import { useEffect } from 'preact/hooks';
import { zhStaff } from '../text/zh-staff.ts';
import { Loading } from './parts/notes.tsx';
import { OfflineOverlay } from './shell/offline-overlay.tsx';
import { Shell } from './shell/shell.tsx';
import { Door } from './sign-in/door.tsx';
import { type Staff, StaffContext } from './staff.ts';

const RETRY_MS = 2000;

export function App({ staff }: { staff: Staff }) {
  const entry = staff.sessions.entry.value;
  useEffect(() => {
    document.title = zhStaff.title;
  }, []);
  useEffect(() => {
    if (entry.name !== 'unreachable') return;
    const timer = setInterval(() => staff.sessions.load(), RETRY_MS);
    return () => clearInterval(timer);
  }, [entry.name, staff]);
  return (
    <StaffContext.Provider value={staff}>
      <div class="staff">
        {entry.name === 'loading' && (
          <main class="door">
            <Loading />
          </main>
        )}
        {entry.name === 'unreachable' && <OfflineOverlay kind="unreachable" />}
        {(entry.name === 'setUp' || entry.name === 'signedOut') && <Door entry={entry} />}
        {entry.name === 'signedIn' && <Shell key={entry.session.accountId} />}
      </div>
    </StaffContext.Provider>
  );
}
