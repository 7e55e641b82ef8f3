// Connecting one kind of device, in two steps: choose where it is, try it there. Nothing is saved before it worked, and
// whoever leaves has changed nothing.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type {
  InstallerOverview,
  Kind,
  PortList,
  SaveBody,
  Trial,
  TrialBody,
} from '../../../server/installer/schema.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhInstaller } from '../../text/zh-installer.ts';
import { type Resource, useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { ChooseAddress } from './choose-address.tsx';
import { TryDevice } from './try-device.tsx';

const text = zhInstaller;
type Profile = InstallerOverview['printerProfile'];

export interface SetUpProps {
  kind: Kind;
  overview: InstallerOverview;
  ports: Resource<PortList>;
  /** Something was saved, or somebody else saved: read again. */
  onChanged: () => Promise<void>;
  onClose: () => void;
}

export function SetUp({ kind, overview, ports, onChanged, onClose }: SetUpProps) {
  const { installer } = useStaff().live.slices;
  const address = useSignal(overview.devices[kind].address);
  const profile = useSignal<Profile>(overview.printerProfile);
  const begin = useCommand<TrialBody>();
  const end = useCommand<Record<string, never>>();
  const save = useCommand<SaveBody>();
  /** The trial that this dialog has seen; null once it was ended from here. */
  const last = useRef<Trial | null>(null);
  const running = installer.value?.trial ?? null;
  if (running?.kind === kind) last.current = running;
  // The server ends a trial before it answers: until then the page stays as it was.
  const leaving = end.busy.value || save.busy.value;
  const trial = running?.kind === kind ? running : leaving ? last.current : null;

  async function start(): Promise<void> {
    last.current = null;
    const printerProfile = kind === 'printer' ? { printerProfile: profile.value } : {};
    await begin.run('/api/installer/trials', { kind, address: address.value, ...printerProfile });
  }
  async function undo(): Promise<boolean> {
    const ended = await end.run('/api/installer/trials/end', {});
    if (ended) last.current = null;
    return ended !== null;
  }
  async function keep(tried: Trial): Promise<void> {
    const printerProfile = tried.printerProfile ? { printerProfile: tried.printerProfile } : {};
    const body = { kind, address: tried.address, revision: overview.revision ?? '' };
    if (await save.run('/api/installer/devices', { ...body, ...printerProfile })) {
      toast('good', text.test.saved);
      onClose();
    }
    await onChanged();
  }

  return (
    <Dialog
      title={(trial ? text.test.title : text.choose.title)(text.kinds[kind])}
      {...(trial ? {} : { onDismiss: onClose })}
    >
      {trial ? (
        <TryDevice
          trial={trial}
          savable={overview.file !== null}
          leaving={leaving}
          failure={save.failure.value ?? end.failure.value}
          onSave={() => keep(trial)}
          onAgain={undo}
          onCancel={async () => {
            if (await undo()) onClose();
          }}
        />
      ) : (
        <ChooseAddress
          kind={kind}
          overview={overview}
          ports={ports}
          address={address}
          profile={profile}
          over={last.current !== null}
          busy={begin.busy.value}
          failure={begin.failure.value}
          onTry={start}
          onRemoved={async () => {
            onClose();
            await onChanged();
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
