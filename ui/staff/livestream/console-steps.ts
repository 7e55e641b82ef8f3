// What the keys of the host's console do. Each action can be put back for ten seconds, unless the other person changed the same
// thing meanwhile.
import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type {
  ActReply,
  SessionCard,
  ShelfRow,
  Undo,
} from '../../../server/modules/livestream/console-schema.ts';
import type {
  ItemRef,
  SessionState,
  ShelfItem,
} from '../../../server/modules/livestream/schema.ts';
import { clearToast, toast } from '../../kit/notice.tsx';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { failureText, useCommand } from '../parts/requests.ts';
import { sessionPath } from './paths.ts';

const text = zhLivestream.console;
const UNDO_MS = 10_000;

export type ItemWish = Partial<Omit<ShelfItem, 'productId' | 'variantId' | 'flash'>> & {
  flash?: ShelfItem['flash'] | { priceFen: number; lastsS: number };
};
export interface ConsoleSteps {
  readonly busy: ReadonlySignal<boolean>;
  readonly undoable: ReadonlySignal<Undo | null>;
  explain(row: ShelfRow | null): void;
  pin(row: ShelfRow): void;
  change(row: ShelfRow, change: ItemWish, said: string): Promise<boolean>;
  toggleSoldOut(row: ShelfRow): void;
  toggleHidden(row: ShelfRow): void;
  move(state: SessionState): Promise<boolean>;
  undo(): void;
}

export function useConsoleSteps({ id }: SessionCard): ConsoleSteps {
  const command = useCommand<object, Partial<ActReply>>();
  const undoable = useUndoable();

  /** Whatever is refused is told in passing: the page shows the new state already, and the host is talking to people. */
  async function run(what: string, body: object): Promise<Partial<ActReply> | null> {
    const done = await command.run(sessionPath(id, what), body);
    if (done) return done.reply;
    const failure = command.failure.value;
    if (failure) toast('trouble', failureText(failure));
    command.clear();
    return null;
  }
  async function act(what: string, body: object, said: string): Promise<boolean> {
    const reply = await run(what, body);
    if (!reply) return false;
    const { undo: wish = null } = reply;
    undoable.value = wish;
    if (wish) toast('good', said, { label: text.undo, run: () => putBack(wish), forMs: UNDO_MS });
    else toast('good', said);
    return true;
  }
  async function putBack(wish: Undo): Promise<void> {
    undoable.value = null;
    clearToast();
    if (await run('undo', { undo: wish })) toast('good', text.undone);
  }
  function change(row: ShelfRow, wish: ItemWish, said: string): Promise<boolean> {
    return act('items', { ...refOf(row), change: wish }, said);
  }

  return {
    busy: command.busy,
    undoable,
    change,
    explain(row) {
      const said = row ? text.done.explained(row.title) : text.done.stopped;
      act('explaining', { item: row && refOf(row) }, said);
    },
    pin: (row) => void act('pins', refOf(row), text.done.pinned(row.title)),
    toggleSoldOut(row) {
      const said = row.soldOut ? text.done.restocked : text.done.soldOut;
      change(row, { soldOut: !row.soldOut }, said(row.title));
    },
    toggleHidden(row) {
      const said = row.hidden ? text.done.shown : text.done.hidden;
      change(row, { hidden: !row.hidden }, said(row.title));
    },
    move: async (state) => (await run('state', { state })) !== null,
    undo() {
      if (undoable.value) putBack(undoable.value);
    },
  };
}

function refOf({ productId, variantId }: ItemRef): ItemRef {
  return { productId, variantId };
}

/** The last action, for as long as it can be put back. */
function useUndoable(): Signal<Undo | null> {
  const undoable = useSignal<Undo | null>(null);
  const wish = undoable.value;
  useEffect(() => {
    if (wish === null) return;
    const timer = setTimeout(() => {
      undoable.value = null;
    }, UNDO_MS);
    return () => clearTimeout(timer);
  }, [wish, undoable]);
  return undoable;
}
