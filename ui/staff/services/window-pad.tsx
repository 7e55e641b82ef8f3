// What a window does all day: call, call again, start, done, did not come. By mouse, thumb or function key.
import { useSignal } from '@preact/signals';
import type { WindowRow } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhConsole } from '../../text/zh-console.ts';
import { FailureNote } from '../parts/notes.tsx';
import { CallTicket } from './call-ticket.tsx';
import { CloseWindow } from './close-window.tsx';
import { FinishTicket } from './finish-ticket.tsx';
import { useHotkeys } from './hotkeys.ts';
import { HeldList, NextInLine } from './in-line.tsx';
import { OpenWindow } from './open-window.tsx';
import { PadKeys } from './pad-keys.tsx';
import { type PadSteps, usePadSteps } from './pad-steps.ts';
import { PauseWindow } from './pause-window.tsx';
import { Serving } from './serving.tsx';
import { TransferTicket } from './transfer-ticket.tsx';

const text = zhConsole.pad;
export type Asking = 'finish' | 'transfer' | 'call' | 'pause' | 'services' | 'close';

export function WindowPad({ row }: { row: WindowRow }) {
  const steps = usePadSteps(row);
  const asking = useSignal<Asking | null>(null);
  const { window, ticket, paused } = row;
  function ask(what: Asking): void {
    if (steps.running.value === null) asking.value = what;
  }
  const finish = () => ticket && ask('finish');
  useHotkeys({
    next: steps.next,
    again: steps.again,
    start: steps.start,
    finish,
    missed: steps.missed,
  });
  return (
    <div class="console">
      <section class="panel pad">
        <div class="pad-head">
          <h2>{zhConsole.window(window)}</h2>
          <HeadButtons row={row} steps={steps} ask={ask} />
        </div>
        {paused && <Paused paused={paused} />}
        <Serving row={row} steps={steps} />
        <PadKeys row={row} steps={steps} ask={ask} />
        {ticket && <p class="quiet">{text.nextFinishes(ticket.number)}</p>}
        <FailureNote failure={steps.failure.value} />
      </section>
      <div class="console-side">
        <NextInLine row={row} />
        <HeldList row={row} steps={steps} />
      </div>
      <Dialogs row={row} steps={steps} asking={asking.value} onEnd={() => end()} />
    </div>
  );
  function end(): void {
    steps.settle();
    asking.value = null;
  }
}

interface HeadProps {
  row: WindowRow;
  steps: PadSteps;
  ask: (what: Asking) => void;
}

function HeadButtons({ row, steps, ask }: HeadProps) {
  return (
    <div class="toolbar">
      {row.paused ? (
        <Button look="go" busy={steps.running.value === 'resume'} onTap={steps.resume}>
          {zhConsole.pause.resume}
        </Button>
      ) : (
        <Button look="quiet" onTap={() => ask('pause')}>
          {zhConsole.pause.button}
        </Button>
      )}
      <Button look="quiet" onTap={() => ask('services')}>
        {zhConsole.services}
      </Button>
      <Button look="quiet" disabled={row.ticket !== null} onTap={() => ask('close')}>
        {zhConsole.close.button}
      </Button>
    </div>
  );
}

function Paused({ paused }: { paused: NonNullable<WindowRow['paused']> }) {
  const { reason, handOver } = paused;
  return (
    <p class="note note-trouble" role="status">
      {zhConsole.pause.now(zhConsole.pauseReasons[reason])}
      {handOver !== null && zhConsole.pause.to(handOver)}
    </p>
  );
}

interface DialogsProps {
  row: WindowRow;
  steps: PadSteps;
  asking: Asking | null;
  onEnd: () => void;
}

/** A dialog about a ticket that has left the window meanwhile is gone with it. */
function Dialogs({ row, steps, asking, onEnd }: DialogsProps) {
  const { window, ticket } = row;
  switch (asking) {
    case 'finish':
      return ticket && <FinishTicket key={ticket.id} ticket={ticket} row={row} onEnd={onEnd} />;
    case 'transfer':
      return ticket && <TransferTicket key={ticket.id} ticket={ticket} onEnd={onEnd} />;
    case 'call':
      return <CallTicket row={row} onCalled={steps.called} onEnd={onEnd} />;
    case 'pause':
      return <PauseWindow window={window} onEnd={onEnd} />;
    case 'services':
      return <OpenWindow row={row} onEnd={onEnd} />;
    case 'close':
      return <CloseWindow row={row} onEnd={onEnd} />;
    case null:
      return null;
  }
}
