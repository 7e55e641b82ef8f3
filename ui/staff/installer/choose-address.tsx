// Where the device is: a port that is plugged in, an address of the network, or what it is now.
import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type {
  InstallerOverview,
  Kind,
  ListedPort,
  PortList,
  SaveBody,
} from '../../../server/installer/schema.ts';
import type { Failure } from '../../kit/api.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhInstaller } from '../../text/zh-installer.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { SelectField } from '../parts/fields.tsx';
import { FailureNote } from '../parts/notes.tsx';
import { type Resource, useCommand } from '../parts/requests.ts';
import { NetworkAddress } from './network-address.tsx';
import { LookAgain, NothingThere, PortName } from './ports.tsx';
import { PrinterProfile } from './printer-profile.tsx';
import { addressText, baudOf, placeOf, withBaud } from './words.ts';

const text = zhInstaller.choose;
/** In place of an address while it is still being typed. */
const NETWORK = 'tcp';
const BAUDS = [
  { value: '', label: zhInstaller.baud.usual },
  ...['9600', '19200', '38400', '57600', '115200'].map((value) => ({ value, label: value })),
];

export interface ChooseAddressProps {
  kind: Kind;
  overview: InstallerOverview;
  ports: Resource<PortList>;
  address: Signal<string>;
  profile: Signal<InstallerOverview['printerProfile']>;
  over: boolean;
  busy: boolean;
  failure: Failure | null;
  onTry: () => void;
  onRemoved: () => void;
  onClose: () => void;
}

export function ChooseAddress(props: ChooseAddressProps) {
  const { kind, overview, ports, address, profile, onTry } = props;
  const missing = useSignal(false);
  const now = overview.devices[kind].address;
  const free = (ports.value.value?.ports ?? []).filter((port) => mayBe(kind, port, now));
  const network = address.value.startsWith(NETWORK) && address.value !== now;
  const chosen = address.value !== 'none' && address.value !== NETWORK;

  function pick(value: string): void {
    address.value = value;
    missing.value = false;
  }
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        missing.value = !chosen;
        if (chosen) onTry();
      }}
    >
      {props.over && (
        <p class="note note-trouble" role="status">
          {zhInstaller.test.over}
        </p>
      )}
      <fieldset class="places">
        <legend>{text.where}</legend>
        {now !== 'none' && (
          <Place value={now} address={address.value} onPick={pick}>
            <span class="port-name">
              <b>{addressText(now)}</b>
              <small>{text.now}</small>
            </span>
          </Place>
        )}
        {free.map((port) => (
          <Place key={port.path} value={port.address ?? ''} address={address.value} onPick={pick}>
            <PortName port={port} />
            <small class="port-where">
              <code>{addressText(port.address ?? '')}</code>
            </small>
          </Place>
        ))}
        {kind === 'printer' && (
          <Place value={NETWORK} address={network ? NETWORK : address.value} onPick={pick}>
            <b>{text.networkPrinter}</b>
          </Place>
        )}
      </fieldset>
      {network && <NetworkAddress onAddress={pick} />}
      {address.value.startsWith('serial:') && (
        <SelectField
          label={zhInstaller.baud.label}
          hint={zhInstaller.baud.hint}
          value={baudOf(address.value)}
          options={BAUDS}
          onChange={(baud) => pick(withBaud(address.value, baud))}
        />
      )}
      {free.length === 0 && kind !== 'printer' && <NothingThere />}
      <div>
        <LookAgain ports={ports} />
      </div>
      {kind === 'printer' && <PrinterProfile profile={profile} />}
      {missing.value && (
        <p class="field-error" role="alert">
          {text.nothing}
        </p>
      )}
      <FailureNote failure={props.failure} />
      <div class="form-actions">
        {now !== 'none' && <Remove {...props} />}
        <Button look="quiet" onTap={props.onClose}>
          {zhStaff.common.cancel}
        </Button>
        <Button look="go" type="submit" busy={props.busy} onTap={() => {}}>
          {text.try}
        </Button>
      </div>
    </form>
  );
}

/** USB printers are printers; anything may hang on a serial port. */
function mayBe(kind: Kind, port: ListedPort, now: string): boolean {
  if (!port.usable || port.address === null || port.address === placeOf(now)) return false;
  if (port.usedBy !== null && port.usedBy !== kind) return false;
  return kind === 'printer' || !port.address.startsWith('usblp:');
}

interface PlaceProps {
  value: string;
  address: string;
  onPick: (value: string) => void;
  children: ComponentChildren;
}

function Place({ value, address, onPick, children }: PlaceProps) {
  return (
    <label class="place">
      <input
        type="radio"
        name="place"
        checked={placeOf(address) === placeOf(value)}
        onChange={() => onPick(value)}
      />
      <span>{children}</span>
    </label>
  );
}

function Remove({ kind, overview, onRemoved }: ChooseAddressProps) {
  const command = useCommand<SaveBody>();
  const { revision } = overview;
  if (revision === null || overview.file === null) return null;
  async function remove(): Promise<void> {
    const body = { kind, address: 'none', revision: revision ?? '' };
    if (!(await command.run('/api/installer/devices', body))) return;
    toast('good', text.removed);
    onRemoved();
  }
  return (
    <>
      <Button look="quiet" busy={command.busy.value} onTap={remove}>
        {text.remove}
      </Button>
      <FailureNote failure={command.failure.value} />
    </>
  );
}
