// One call that waits for somebody to say: I am going.
import type { HelpSlice } from '../../../server/modules/help/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Bell } from '../../kit/icons.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { timeText } from '../parts/format.ts';
import { failureText, useCommand } from '../parts/requests.ts';
import { useZone } from '../staff.ts';

export type HelpCall = HelpSlice['calls'][number];
const text = zhStaff.help;

export interface HelpCallRowProps {
  call: HelpCall;
  ringing: boolean;
}

export function HelpCallRow({ call, ringing }: HelpCallRowProps) {
  const zone = useZone();
  const accept = useCommand<Record<never, never>>();
  return (
    <div class="help-call" role="alert" data-ringing={ringing}>
      <Bell />
      <div>
        <b>{call.place === undefined ? text.title : text.titleAt(call.place)}</b>
        <span>{text.since(timeText(call.calledAtMs, zone))}</span>
        {accept.failure.value && <span>{failureText(accept.failure.value)}</span>}
      </div>
      <Button
        busy={accept.busy.value}
        onTap={() => accept.run(`/api/help/calls/${encodeURIComponent(call.id)}/acceptance`, {})}
      >
        {text.accept}
      </Button>
    </div>
  );
}
