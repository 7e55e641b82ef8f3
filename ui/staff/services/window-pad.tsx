// What a window does all day: call, call again, done, did not come. By mouse, thumb or function key.
import { useEffect } from 'preact/hooks';
import type { CallReply } from '../../../server/modules/services/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { timeText } from '../parts/format.ts';
import { FailureNote } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useZone } from '../staff.ts';
import type { Ticket } from './tickets.tsx';
import { TransferTicket } from './transfer-ticket.tsx';

const text = zhStaff.tickets;
/** Function keys: an input method swallows letters, and a letter typed by chance must not call anybody. */
const KEYS = { next: 'F2', again: 'F8', served: 'F9', missed: 'F10' } as const;

export interface WindowPadProps {
  window: number;
  /** All of them: where a ticket can be transferred to. */
  windows: readonly number[];
  tickets: readonly Ticket[];
  paused: boolean;
  onChange: () => void;
}

export function WindowPad({ window, windows, tickets, paused, onChange }: WindowPadProps) {
  const zone = useZone();
  const calling = useCommand<{ window: number }, CallReply>();
  const repeating = useCommand<Record<never, never>, CallReply>();
  const finishing = useCommand<{ outcome?: 'done' }>();
  const pausing = useCommand<{ window: number; paused: boolean }>();
  const serving = tickets.find(
    (ticket) => ['called', 'serving'].includes(ticket.state) && ticket.window === window,
  );
  const commands = [calling, repeating, finishing, pausing];
  const failure = commands.map((command) => command.failure.value).find((each) => each !== null);

  function begin(): void {
    for (const command of commands) command.clear();
  }
  async function next(): Promise<void> {
    begin();
    const called = await calling.run('/api/services/calls', { window });
    if (called) toast('good', text.called(called.reply.number));
  }
  async function again(): Promise<void> {
    if (!serving) return;
    begin();
    const called = await repeating.run(`${pathOf(serving)}/calls`, {});
    if (called) toast('good', text.called(serving.number));
  }
  async function finish(outcome: 'served' | 'missed'): Promise<void> {
    if (!serving) return;
    begin();
    const served = outcome === 'served';
    const path = `${pathOf(serving)}/${served ? 'finish' : 'miss'}`;
    if (!(await finishing.run(path, served ? { outcome: 'done' } : {}))) return;
    const { number } = serving;
    toast('good', outcome === 'served' ? text.finished(number) : text.passed(number));
  }

  async function pause(): Promise<void> {
    begin();
    await pausing.run('/api/services/pauses', { window, paused: !paused });
  }

  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      [KEYS.next]: next,
      [KEYS.again]: again,
      [KEYS.served]: () => finish('served'),
      [KEYS.missed]: () => finish('missed'),
    };
    const press = (event: KeyboardEvent) => {
      const action = actions[event.key];
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      if (!action || !plain || event.repeat || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });

  return (
    <section class="panel pad">
      <div class="pad-head">
        <h2>{text.window(window)}</h2>
        <div class="toolbar">
          <Button look="quiet" busy={pausing.busy.value} onTap={pause}>
            {paused ? text.resume : text.pause}
          </Button>
          <Button look="quiet" onTap={onChange}>
            {text.changeWindow}
          </Button>
        </div>
      </div>
      {paused && <p class="note note-trouble">{text.pausedNow}</p>}
      <div class="pad-now" aria-live="polite">
        {serving ? (
          <>
            <b class="pad-number">{serving.number}</b>
            <span>{serving.items.join('、')}</span>
            <small>
              {serving.calledAtMs !== null && timeText(serving.calledAtMs, zone)}{' '}
              {text.calls(serving.calls)}
            </small>
          </>
        ) : (
          <span class="quiet">{text.nobody}</span>
        )}
      </div>
      <div class="pad-keys">
        <Key look="go" hotkey={KEYS.next} disabled={paused} busy={calling.busy.value} onTap={next}>
          {text.next}
        </Key>
        <Key hotkey={KEYS.again} disabled={!serving} busy={repeating.busy.value} onTap={again}>
          {text.again}
        </Key>
        <Key
          hotkey={KEYS.served}
          disabled={!serving}
          busy={finishing.busy.value}
          onTap={() => finish('served')}
        >
          {text.done}
        </Key>
        <Key
          hotkey={KEYS.missed}
          disabled={!serving}
          busy={finishing.busy.value}
          onTap={() => finish('missed')}
        >
          {text.missed}
        </Key>
      </div>
      {serving && (
        <>
          <p class="quiet">{text.nextFinishes(serving.number)}</p>
          <TransferTicket
            key={serving.id}
            ticket={serving}
            windows={windows.filter((other) => other !== window)}
          />
        </>
      )}
      <FailureNote failure={failure ?? null} />
    </section>
  );
}

interface KeyProps {
  children: string;
  hotkey: string;
  onTap: () => void;
  look?: 'go' | 'plain';
  disabled?: boolean;
  busy: boolean;
}

function Key({ children, hotkey, look = 'plain', disabled = false, busy, onTap }: KeyProps) {
  return (
    <Button look={look} disabled={disabled} busy={busy} onTap={onTap}>
      {children} <kbd>{hotkey}</kbd>
    </Button>
  );
}

function pathOf({ id }: Ticket): string {
  return `/api/services/tickets/${encodeURIComponent(id)}`;
}
