// What is plugged in: what it seems to be, whether it can be used, and if not, why and what to do.
import type { ListedPort, PortList } from '../../../server/installer/schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhInstaller } from '../../text/zh-installer.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { LoadFailed, Loading, Tag } from '../parts/notes.tsx';
import type { Resource } from '../parts/requests.ts';

const text = zhInstaller.ports;

export function Ports({ ports }: { ports: Resource<PortList> }) {
  const list = ports.value.value?.ports;
  const failure = ports.failure.value;
  return (
    <section class="part">
      <div class="toolbar">
        <h2 class="installer-title">{text.title}</h2>
        <span class="push">
          <LookAgain ports={ports} />
        </span>
      </div>
      {failure && <LoadFailed failure={failure} again={ports.reload} />}
      {!list && !failure && <Loading />}
      {list?.length === 0 && <NothingThere />}
      {list && list.length > 0 && (
        <ul class="ports">
          {list.map((port) => (
            <PortRow key={port.path} port={port} />
          ))}
        </ul>
      )}
    </section>
  );
}

export function LookAgain({ ports }: { ports: Resource<PortList> }) {
  return <Button onTap={() => void ports.reload()}>{text.again}</Button>;
}

export function NothingThere() {
  return (
    <div class="nothing">
      <b>{text.emptyTitle}</b>
      <ul>
        {text.empty.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function PortRow({ port }: { port: ListedPort }) {
  const reason = port.reason && zhInstaller.reasons[port.reason];
  const ids = port.vendorId && `${port.vendorId}:${port.productId}`;
  return (
    <li class="panel port">
      <PortName port={port} />
      <span class="port-state">
        {port.usedBy ? (
          <Tag tone="plain">{text.usedBy(zhDesk.devices.kinds[port.usedBy])}</Tag>
        ) : (
          <Tag tone={port.usable ? 'good' : 'trouble'}>
            {port.usable ? text.free : text.useless}
          </Tag>
        )}
      </span>
      {reason && (
        <p class="port-why">
          <b>{reason.title}</b> {reason.text}
        </p>
      )}
      <small class="port-where">
        <code>{port.stablePath ?? port.path}</code>
        {ids && <code>{ids}</code>}
        {port.usable && port.stablePath === null && <span>{text.unstable}</span>}
      </small>
    </li>
  );
}

/** What it calls itself, and what it seems to be. */
export function PortName({ port }: { port: ListedPort }) {
  return (
    <span class="port-name">
      <b>{port.product ?? (port.guess === 'unknown' ? text.unknown : guessText(port.guess))}</b>
      {port.product && port.guess !== 'unknown' && (
        <small>{text.seems(guessText(port.guess))}</small>
      )}
    </span>
  );
}

function guessText(guess: Exclude<ListedPort['guess'], 'unknown'>): string {
  return zhInstaller.kinds[guess];
}
