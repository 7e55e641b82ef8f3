// The host's console: the whole screen of a phone for one thumb, three columns on a laptop for whoever helps.
import { useSignal } from '@preact/signals';
import type { SessionCard, ShelfRow } from '../../../server/modules/livestream/console-schema.ts';
import type { ItemRef } from '../../../server/modules/livestream/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { timeText } from '../parts/format.ts';
import { useFunctionKeys } from '../parts/function-keys.ts';
import { Tag } from '../parts/notes.tsx';
import { useSession, useStaff, useZone } from '../staff.ts';
import { useAwake } from './awake.ts';
import { ChangePrice } from './change-price.tsx';
import { type ConsoleSteps, useConsoleSteps } from './console-steps.ts';
import { NowCard } from './now-card.tsx';
import { OrdersIn } from './orders-in.tsx';
import { toList } from './paths.ts';
import { SessionCode } from './session-list.tsx';
import { ShelfRows } from './shelf-rows.tsx';
import './host-console.css';

const text = zhLivestream.console;
export type Asking = { what: 'price'; row: ShelfRow } | { what: 'end' | 'code' };

export function HostConsole({ session }: { session: SessionCard }) {
  const steps = useConsoleSteps(session);
  const asking = useSignal<Asking | null>(null);
  const { state, shelf } = session;
  const running = state === 'live' || state === 'paused';
  const now = rowOf(shelf, session.explaining);
  const next = rowOf(shelf, session.next);
  useAwake(running);
  const ask = (what: Asking | null) => {
    asking.value = what;
  };
  useFunctionKeys(text.keys, {
    next: () => state === 'live' && next && steps.explain(next),
    soldOut: () => running && now && steps.toggleSoldOut(now),
    pause: () => running && steps.move(state === 'live' ? 'paused' : 'live'),
    undo: steps.undo,
  });
  return (
    <div class="host-console">
      <ConsoleHead session={session} ask={ask} />
      <NowCard session={session} row={now} steps={steps} ask={ask} />
      <ShelfRows session={session} steps={steps} ask={ask} />
      <OrdersIn orders={session.orders} script={session.script} />
      <BottomKeys session={session} next={next} steps={steps} />
      <Asked session={session} asking={asking.value} steps={steps} onEnd={() => ask(null)} />
    </div>
  );
}

function rowOf(shelf: readonly ShelfRow[], item: ItemRef | null): ShelfRow | null {
  const same = (row: ShelfRow) =>
    row.productId === item?.productId && row.variantId === item.variantId;
  return shelf.find(same) ?? null;
}

interface HeadProps {
  session: SessionCard;
  ask: (asking: Asking) => void;
}

function ConsoleHead({ session, ask }: HeadProps) {
  const { live, router } = useStaff();
  const { title, state, appUrl } = session;
  const running = state === 'live' || state === 'paused';
  return (
    <header class="host-head">
      <div class="host-title">
        <Button look="quiet" onTap={() => toList(router)}>
          {zhLivestream.back}
        </Button>
        <h1 class="host-name">{title}</h1>
        <Tag tone={state === 'live' ? 'good' : 'trouble'}>{zhLivestream.states[state]}</Tag>
        {appUrl !== null && (
          <Button look="quiet" onTap={() => ask({ what: 'code' })}>
            {text.code}
          </Button>
        )}
        {running && (
          <Button look="quiet" onTap={() => ask({ what: 'end' })}>
            {text.end}
          </Button>
        )}
      </div>
      <Author session={session} />
      {!live.connected.value && (
        <p class="note note-trouble host-lost" role="alert">
          {text.lost}
        </p>
      )}
    </header>
  );
}

/** Two people share a session: who did what last. */
function Author({ session: { changed, shelf } }: { session: SessionCard }) {
  const { accountId } = useSession();
  const zone = useZone();
  const { by, name, act, atMs, item } = changed;
  const mine = by === accountId;
  const others = by === '' ? zhLivestream.kiosk : (name ?? zhLivestream.unknownPerson);
  const who = mine ? zhLivestream.you : others;
  const acts: Readonly<Record<string, string>> = text.acts;
  const title = rowOf(shelf, item)?.title ?? '';
  return (
    <p class={mine ? 'host-author' : 'host-author host-author-other'} role="status">
      {text.author(who, timeText(atMs, zone), acts[act] ?? '', title)}
    </p>
  );
}

interface KeysProps {
  session: SessionCard;
  next: ShelfRow | null;
  steps: ConsoleSteps;
}

/** In reach of the thumb: what is done every few minutes. */
function BottomKeys({ session: { state }, next, steps }: KeysProps) {
  const busy = steps.busy.value;
  if (state === 'planned') {
    return (
      <div class="host-keys">
        <Button look="go" busy={busy} onTap={() => steps.move('live')}>
          {text.start}
        </Button>
      </div>
    );
  }
  if (state === 'paused') {
    return (
      <div class="host-keys">
        <Button look="go" busy={busy} onTap={() => steps.move('live')}>
          {text.resume} <kbd>{text.keys.pause}</kbd>
        </Button>
      </div>
    );
  }
  if (state !== 'live') return null;
  return (
    <div class="host-keys">
      <Button busy={busy} onTap={() => steps.move('paused')}>
        {text.pause} <kbd>{text.keys.pause}</kbd>
      </Button>
      <Button look="go" busy={busy} disabled={!next} onTap={() => next && steps.explain(next)}>
        {next ? text.next(next.title) : text.noNext} {next && <kbd>{text.keys.next}</kbd>}
      </Button>
      <p class="host-hint">{text.keysHint}</p>
    </div>
  );
}

interface AskedProps {
  session: SessionCard;
  asking: Asking | null;
  steps: ConsoleSteps;
  onEnd: () => void;
}

function Asked({ session, asking, steps, onEnd }: AskedProps) {
  switch (asking?.what) {
    case 'price': {
      const row = rowOf(session.shelf, asking.row) ?? asking.row;
      return <ChangePrice row={row} steps={steps} onEnd={onEnd} />;
    }
    case 'end':
      return <EndSession steps={steps} onEnd={onEnd} />;
    case 'code':
      return <SessionCode session={session} onEnd={onEnd} />;
    default:
      return null;
  }
}

function EndSession({ steps, onEnd }: { steps: ConsoleSteps; onEnd: () => void }) {
  const { router } = useStaff();
  async function submit(): Promise<void> {
    if (!(await steps.move('ended'))) return onEnd();
    toast('plain', text.ended);
    toList(router);
  }
  return (
    <FormDialog
      title={text.endTitle}
      submit={text.endSubmit}
      busy={steps.busy.value}
      failure={null}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.endText}</p>
    </FormDialog>
  );
}
