// 安装和设备: what is set up, what is plugged in, trying before saving, and why some things cannot work.
import { useSignal } from '@preact/signals';
import type { InstallerOverview, Kind, PortList } from '../../../server/installer/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhInstaller } from '../../text/zh-installer.ts';
import { FailureNote, LoadFailed, Loading } from '../parts/notes.tsx';
import { useCommand, useResource } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { DeviceCard } from './device-card.tsx';
import { Hardware, Why } from './hardware.tsx';
import { Ports } from './ports.tsx';
import { SetUp } from './set-up.tsx';
import { SettingsState } from './settings-state.tsx';
import './installer.css';

const text = zhInstaller;
const KINDS = Object.keys(text.kinds) as Kind[];

export function Installer() {
  const overview = useResource<InstallerOverview>('/api/installer');
  const ports = useResource<PortList>('/api/installer/ports');
  const { installer } = useStaff().live.slices;
  /** Which kind's dialog is open. */
  const open = useSignal<Kind | null>(null);
  const seen = overview.value.value;
  const trial = installer.value?.trial ?? null;
  if (!seen) {
    return overview.failure.value ? (
      <LoadFailed failure={overview.failure.value} again={overview.reload} />
    ) : (
      <Loading />
    );
  }
  async function look(): Promise<void> {
    await Promise.all([overview.reload(), ports.reload()]);
  }
  return (
    <>
      <p class="quiet">{text.intro}</p>
      <SettingsState overview={seen} />
      {trial && open.value === null && (
        <Unfinished
          kind={trial.kind}
          onResume={() => {
            open.value = trial.kind;
          }}
        />
      )}
      <section class="part">
        <h2>{text.devices}</h2>
        <div class="installed">
          {KINDS.map((kind) => (
            <DeviceCard
              key={kind}
              kind={kind}
              overview={seen}
              onSetUp={() => {
                open.value = kind;
              }}
              onChanged={look}
            />
          ))}
        </div>
      </section>
      <Ports ports={ports} />
      <Hardware />
      <Why />
      {open.value && (
        <SetUp
          key={open.value}
          kind={open.value}
          overview={seen}
          ports={ports}
          onChanged={look}
          onClose={() => {
            open.value = null;
          }}
        />
      )}
    </>
  );
}

/** A trial that nobody looks at: another administrator's, or one that a reload left behind. */
function Unfinished({ kind, onResume }: { kind: Kind; onResume: () => void }) {
  const command = useCommand<Record<string, never>>();
  return (
    <div class="note note-trouble" role="status">
      <div>
        <b>{text.running.title(text.kinds[kind])}</b>
        <p>{text.running.text}</p>
      </div>
      <div class="toolbar">
        <Button onTap={onResume}>{text.running.resume}</Button>
        <Button
          busy={command.busy.value}
          onTap={() => command.run('/api/installer/trials/end', {})}
        >
          {text.running.end}
        </Button>
      </div>
      <FailureNote failure={command.failure.value} />
    </div>
  );
}
