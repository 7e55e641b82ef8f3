// 窗口叫号: the clerk's own window, today's numbers, numbers and appointments made at the desk, the queue's rules.
import type { ComponentType } from 'preact';
import { Button } from '../../kit/button.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { Loading } from '../parts/notes.tsx';
import { mayUse, useSession, useStaff } from '../staff.ts';
import { Appointments } from './appointments.tsx';
import { HallList } from './hall-list.tsx';
import { IssueNumber } from './issue-number.tsx';
import { MyWindow } from './my-window.tsx';
import { QueueRules } from './queue-rules.tsx';
import './tickets.css';

type PartName = Exclude<keyof typeof zhConsole.parts, 'label'>;
const PARTS: Readonly<Record<PartName, ComponentType>> = {
  window: MyWindow,
  hall: HallList,
  issue: IssueNumber,
  appointments: Appointments,
  rules: QueueRules,
};

export function Tickets() {
  const { live, router } = useStaff();
  const session = useSession();
  const { tickets, catalogue } = live.slices;
  if (!tickets.value || !catalogue.value) return <Loading />;
  const names = (Object.keys(PARTS) as PartName[]).filter(
    (name) => name !== 'rules' || mayUse(session, ['manager', 'admin']),
  );
  const asked = router.route.value.query.get('part');
  const name = names.find((one) => one === asked) ?? 'window';
  const Part = PARTS[name];
  return (
    <>
      <nav class="console-parts no-print" aria-label={zhConsole.parts.label}>
        {names.map((one) => (
          <Button
            key={one}
            look="quiet"
            pressed={one === name}
            onTap={() => router.setQuery({ part: one })}
          >
            {zhConsole.parts[one]}
          </Button>
        ))}
      </nav>
      <Part />
    </>
  );
}
