// A session's shelf: which products in which order, at what prices. A draft until it is saved; somebody else's change meanwhile
// is never overwritten.
import { type Signal, useSignal } from '@preact/signals';
import type {
  CandidateList,
  SessionCard,
} from '../../../server/modules/livestream/console-schema.ts';
import type { ShelfItem } from '../../../server/modules/livestream/schema.ts';
import { Button } from '../../kit/button.tsx';
import { toast } from '../../kit/notice.tsx';
import { initialsOf } from '../../text/initials.ts';
import { yuan } from '../../text/money.ts';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { moved, OrderedRow, without } from '../catalogue/ordered-row.tsx';
import { TextField } from '../parts/fields.tsx';
import { timeText } from '../parts/format.ts';
import { Empty, FailureNote, LoadFailed, Loading, Tag } from '../parts/notes.tsx';
import { useCommand, useResource } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';
import { ItemTerms } from './item-terms.tsx';
import { sessionPath, toList } from './paths.ts';
import '../catalogue/catalogue.css';

const text = zhLivestream.shelf;
const said = zhLivestream.console;
const MOST_ITEMS = 200;
const MOST_FOUND = 8;
export type Candidate = CandidateList['candidates'][number];

interface Draft {
  revision: number;
  items: readonly ShelfItem[];
}

export function ShelfEditor({ session }: { session: SessionCard }) {
  const { router } = useStaff();
  const candidates = useResource<CandidateList>('/api/workshop/shelf-candidates');
  const draft = useSignal(draftOf(session));
  const changed = useSignal(false);
  const command = useCommand<Draft>();
  const failure = command.failure.value;
  const overtaken = failure?.kind === 'refused' && failure.code === 'SESSION_CHANGED';

  function change(items: readonly ShelfItem[]): void {
    draft.value = { ...draft.value, items };
    changed.value = true;
  }
  function reload(): void {
    command.clear();
    draft.value = draftOf(session);
    changed.value = false;
  }
  async function save(): Promise<void> {
    if (!(await command.run(sessionPath(session.id, 'shelf'), draft.value))) return;
    toast('good', text.saved);
    toList(router);
  }
  if (candidates.failure.value) {
    return <LoadFailed failure={candidates.failure.value} again={candidates.reload} />;
  }
  if (!candidates.value.value) return <Loading />;
  const products = candidates.value.value.candidates;
  return (
    <section class="part shelf-editor">
      <h2>{text.title(session.title)}</h2>
      <p class="quiet">{text.intro}</p>
      <DraftList
        items={draft.value.items}
        products={products}
        day={session.day}
        onChange={change}
      />
      {draft.value.items.length < MOST_ITEMS ? (
        <Search items={draft.value.items} products={products} onChange={change} />
      ) : (
        <p class="quiet">{text.full}</p>
      )}
      {overtaken ? (
        <div class="note note-trouble" role="alert">
          <p>{text.overtaken}</p>
          <Button onTap={reload}>{text.reload}</Button>
        </div>
      ) : (
        <FailureNote failure={failure} />
      )}
      <div class="form-actions shelf-save">
        {changed.value && <span class="quiet">{text.unsaved}</span>}
        <Button look="quiet" onTap={() => toList(router)}>
          {changed.value ? text.discard : zhLivestream.back}
        </Button>
        <Button look="go" busy={command.busy.value} disabled={!changed.value} onTap={save}>
          {text.save}
        </Button>
      </div>
    </section>
  );
}

function draftOf({ shelf, shelfRevision: revision }: SessionCard): Draft {
  const items = shelf.map(
    ({ productId, variantId, livePriceFen, flash, quota, perPerson, hidden, soldOut, note }) => ({
      ...{ productId, variantId, livePriceFen, flash, quota, perPerson, hidden, soldOut },
      ...(note === undefined ? {} : { note }),
    }),
  );
  return { revision, items };
}

interface ListProps {
  items: readonly ShelfItem[];
  products: readonly Candidate[];
  onChange: (items: readonly ShelfItem[]) => void;
}

function keyOf({ productId, variantId }: { productId: string; variantId: string }): string {
  return `${productId}/${variantId}`;
}

function DraftList({ items, products, onChange, day }: ListProps & { day: string }) {
  const editing = useSignal<number | null>(null);
  const titles = new Map(products.map((one) => [keyOf(one), one]));
  if (items.length === 0) return <Empty title={text.empty} />;
  const at = editing.value;
  const edited = at === null ? undefined : items[at];
  return (
    <>
      <ol class="ordered">
        {items.map((item, index) => {
          const product = titles.get(keyOf(item));
          const title = product?.title ?? item.productId;
          return (
            <OrderedRow
              key={keyOf(item)}
              what={title}
              index={index}
              count={items.length}
              onMove={(from, to) => onChange(moved(items, from, to))}
              onRemove={(gone) => onChange(without(items, gone))}
              aside={
                <Button
                  label={text.editOf(title)}
                  onTap={() => {
                    editing.value = index;
                  }}
                >
                  {text.edit}
                </Button>
              }
            >
              <DraftItem item={item} title={title} product={product} />
            </OrderedRow>
          );
        })}
      </ol>
      {edited && (
        <ItemTerms
          item={edited}
          title={titles.get(keyOf(edited))?.title ?? edited.productId}
          ordinaryFen={titles.get(keyOf(edited))?.priceFen ?? null}
          day={day}
          onSubmit={(item) => {
            onChange(items.map((one, index) => (index === at ? item : one)));
            editing.value = null;
          }}
          onCancel={() => {
            editing.value = null;
          }}
        />
      )}
    </>
  );
}

interface DraftItemProps {
  item: ShelfItem;
  title: string;
  product: Candidate | undefined;
}

function DraftItem({ item, title, product }: DraftItemProps) {
  const zone = useZone();
  const { livePriceFen, flash, quota, hidden, soldOut } = item;
  const fen = livePriceFen ?? product?.priceFen ?? null;
  return (
    <p class="draft-item">
      <b>{title}</b> {fen !== null && <span>{yuan(fen)}</span>}{' '}
      {product && <small>{text.left(product.left, product.unit)}</small>}{' '}
      {flash && (
        <Tag tone="stop">
          {said.flashAt(timeText(flash.fromMs, zone), timeText(flash.toMs, zone))}{' '}
          {yuan(flash.priceFen)}
        </Tag>
      )}{' '}
      {quota !== null && <Tag tone="plain">{text.quota(quota)}</Tag>}{' '}
      {soldOut && <Tag tone="trouble">{said.soldOut}</Tag>}{' '}
      {hidden && <Tag tone="plain">{said.hidden}</Tag>}
    </p>
  );
}

/** As one types: the name, the village, or the initials of either. */
function matches({ title, village }: Candidate, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  const names = [title, village];
  return names.some(
    (name) => name.toLowerCase().includes(wanted) || initialsOf(name).includes(wanted),
  );
}

function Search({ items, products, onChange }: ListProps) {
  const typed: Signal<string> = useSignal('');
  const there = new Set(items.map(keyOf));
  const found = products.filter((one) => !there.has(keyOf(one)) && matches(one, typed.value));
  function add({ productId, variantId }: Candidate): void {
    const terms = { livePriceFen: null, flash: null, quota: null, perPerson: null };
    onChange([...items, { productId, variantId, ...terms, hidden: false, soldOut: false }]);
    typed.value = '';
  }
  return (
    <div class="shelf-search">
      <TextField
        label={text.search}
        hint={text.searchHint}
        type="search"
        value={typed.value}
        onInput={(value) => {
          typed.value = value;
        }}
      />
      {found.length === 0 && (typed.value !== '' || products.length === 0) && (
        <p class="quiet">{text.noMatch}</p>
      )}
      <ul class="shelf-found">
        {found.slice(0, MOST_FOUND).map((one) => (
          <li key={keyOf(one)}>
            <span>
              <b>{one.title}</b>{' '}
              <small>
                {one.village} {yuan(one.priceFen)} {text.left(one.left, one.unit)}
              </small>
            </span>
            <Button label={text.addOf(one.title)} onTap={() => add(one)}>
              {text.add}
            </Button>
          </li>
        ))}
      </ul>
      {found.length > MOST_FOUND && <p class="quiet">{text.more(found.length - MOST_FOUND)}</p>}
    </div>
  );
}
