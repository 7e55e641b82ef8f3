// Which centre, which day, who is signed in.
import { Button } from '../../kit/button.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { dayText } from '../parts/format.ts';
import { Tag } from '../parts/notes.tsx';
import { useSession, useStaff } from '../staff.ts';

export function Head() {
  const { live, sessions } = useStaff();
  const session = useSession();
  const centre = live.slices.centre.value;
  return (
    <header class="head">
      <div class="head-centre">
        <b>{centre?.name ?? zhStaff.title}</b>
        {sessions.demo.value && <Tag tone="trouble">{zhStaff.demo}</Tag>}
        {centre?.day && <span class="head-day">{dayText(centre.day)}</span>}
      </div>
      <div class="head-me">
        <span>
          {session.name}{' '}
          <small>{session.roles.map((role) => zhStaff.roles[role]).join(' · ')}</small>
        </span>
        <Button
          look="quiet"
          label={zhStaff.navigation.signOutOf(session.name)}
          onTap={() => sessions.leave()}
        >
          {zhStaff.navigation.signOut}
        </Button>
      </div>
    </header>
  );
}
