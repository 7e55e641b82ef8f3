// What happened on a session's shelf, out of the store's history, archives included: who explained what from when to when, which
// prices changed, what was sold out.
import type { RecordedEvent } from '../../store/module.ts';
import { productOf, variantOf } from '../goods/reading.ts';
import type { GoodsView } from '../goods/schema.ts';
import type { HistoryRow } from './console-schema.ts';
import { sameItem } from './reading.ts';
import type { Act, ItemRef, LiveSession, LivestreamEvent, ShelfItem } from './schema.ts';
import { changesOf, type ItemChange } from './shelf-changes.ts';

type Gap = { readonly gap: { readonly from: number; readonly to: number } };
/** The part of the store that it reads. */
export interface HistoryStore {
  history(from?: number): AsyncIterable<RecordedEvent | Gap>;
}
export interface HistoryNames {
  readonly title: (item: ItemRef) => string;
  readonly account: (id: string) => string | null;
}

/** Titles as they are now; a product that is gone keeps its id. */
export function titlesOf(goods: GoodsView): HistoryNames['title'] {
  return ({ productId, variantId }) => {
    const product = productOf(goods, productId);
    const name = product && variantOf(product, variantId)?.name;
    return `${product?.title ?? productId}${name ? ` ${name}` : ''}`;
  };
}

/** Oldest first. A row of what was explained comes once it is known until when. */
export async function* shelfHistory(
  store: HistoryStore,
  { id, seqs }: Pick<LiveSession, 'id' | 'seqs'>,
  names: HistoryNames,
  onDamage: () => void,
): AsyncGenerator<HistoryRow> {
  const teller = new Teller(names);
  for await (const one of store.history(seqs.first)) {
    if ('gap' in one) {
      if (one.gap.from <= seqs.last) onDamage();
      continue;
    }
    if (one.seq > seqs.last) break;
    const event = one as LivestreamEvent;
    const ours = one.type.startsWith('livestream.') && event.data.sessionId === id;
    if (ours) yield* teller.tell(event);
  }
  yield* teller.end();
}

class Teller {
  readonly #names: HistoryNames;
  #planned = false;
  #shelf: readonly ShelfItem[] = [];
  #explaining: (HistoryRow & { item: ItemRef }) | null = null;

  constructor(names: HistoryNames) {
    this.#names = names;
  }

  tell(event: LivestreamEvent): HistoryRow[] {
    switch (event.type) {
      case 'livestream.sessionPut': {
        // What was corrected in the plan later is no matter of the shelf.
        const first = !this.#planned;
        this.#planned = true;
        return first ? [this.#row(event, 'planned')] : [];
      }
      case 'livestream.sessionMoved': {
        const { state } = event.data;
        const over = state !== 'live' && state !== 'paused';
        return [...(over ? this.#close(event.wallMs) : []), this.#row(event, 'moved', { state })];
      }
      case 'livestream.shelfPut': {
        this.#shelf = event.data.items;
        return [this.#row(event, 'shelf', { count: this.#shelf.length })];
      }
      case 'livestream.itemPut': {
        const { item } = event.data;
        const before = this.#shelf.find((one) => sameItem(one, item));
        this.#shelf = this.#shelf.map((one) => (sameItem(one, item) ? item : one));
        const changes = before ? changesOf(before, item) : [];
        return changes.map((change) => this.#change(event, item, change));
      }
      case 'livestream.itemRanked':
        return [this.#row(event, 'pinned', { title: this.#names.title(event.data) })];
      case 'livestream.explained': {
        const { item } = event.data;
        const closed = this.#close(event.wallMs);
        if (item) {
          const title = this.#names.title(item);
          this.#explaining = { ...this.#row(event, 'explained', { title }), item };
        }
        return closed;
      }
    }
  }

  end(): HistoryRow[] {
    return this.#close(null);
  }

  #close(untilMs: number | null): HistoryRow[] {
    if (!this.#explaining) return [];
    const { item: _, ...row } = this.#explaining;
    this.#explaining = null;
    return [{ ...row, untilMs }];
  }

  #change(event: LivestreamEvent, item: ItemRef, change: ItemChange): HistoryRow {
    const title = this.#names.title(item);
    const { act } = change;
    switch (act) {
      case 'price':
        return this.#row(event, act, { title, fromFen: change.fromFen, toFen: change.toFen });
      case 'flash':
        return this.#row(event, act, {
          title,
          toFen: change.flash?.priceFen ?? null,
          flashFromMs: change.flash?.fromMs ?? null,
          flashToMs: change.flash?.toMs ?? null,
        });
      case 'quota':
      case 'perPerson':
        return this.#row(event, act, { title, from: change.from, to: change.to });
      case 'note':
        return this.#row(event, act, { title, note: change.note });
      default:
        return this.#row(event, act, { title });
    }
  }

  #row({ wallMs, actor }: LivestreamEvent, act: Act, like: Partial<HistoryRow> = {}): HistoryRow {
    const by = actor.kind === 'staff' ? (this.#names.account(actor.accountId) ?? '') : '';
    return {
      atMs: wallMs,
      untilMs: null,
      by,
      act,
      state: null,
      title: '',
      fromFen: null,
      toFen: null,
      from: null,
      to: null,
      flashFromMs: null,
      flashToMs: null,
      note: '',
      count: null,
      ...like,
    };
  }
}
