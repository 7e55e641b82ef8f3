// The plug of a twin: pulled out, the kiosk has to notice and find it again.
import type { VirtualKind, VirtualReport } from '../../../devices/schema.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { Switch } from './switch.tsx';

/** What every twin's card gets: how the twins are, and how to ask again. */
export interface TwinProps {
  report: VirtualReport | null;
  reload: () => Promise<void>;
}

export function Plug({ kind, report, reload }: TwinProps & { kind: VirtualKind }) {
  const command = useCommand<{ kind: VirtualKind; plugged: boolean }>();
  async function turn(pulled: boolean): Promise<void> {
    await command.run('/api/devices/virtual/plugs', { kind, plugged: !pulled });
    await reload();
  }
  return (
    <>
      <Switch label={zhDesk.virtual.pulled} on={report?.plugged[kind] === false} onTurn={turn} />
      <FailureNote failure={command.failure.value} />
    </>
  );
}
