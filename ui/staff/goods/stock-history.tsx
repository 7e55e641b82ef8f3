// 来龙去脉: who changed what of a product, when, why, for which order.
import { useEffect } from 'preact/hooks';
import type {
  GoodsHistory,
  GoodsRow,
  HistoryLine,
} from '../../../server/modules/goods/page-schema.ts';
import { yuan } from '../../text/money.ts';
import { zhGoods } from '../../text/zh-goods.ts';
import { momentText } from '../parts/format.ts';
import { Empty, LoadFailed, Loading } from '../parts/notes.tsx';
import { useResource } from '../parts/requests.ts';
import { useZone } from '../staff.ts';
import { amountText } from './amounts.ts';

const text = zhGoods.stock;

/** @param moves made by hand while it is open */
export function StockHistory({ row, moves }: { row: GoodsRow; moves: number }) {
  const path = `/api/workshop/goods/${encodeURIComponent(row.id)}/history`;
  const history = useResource<GoodsHistory>(path);
  // Not with every order: it is read out of the records.
  useEffect(() => {
    history.reload();
  }, [moves, row.revision, history]);
  const { value, failure } = { value: history.value.value, failure: history.failure.value };
  return (
    <section class="part">
      <h2>{text.history}</h2>
      {failure && <LoadFailed failure={failure} again={history.reload} />}
      {!value && !failure && <Loading />}
      {value?.damaged && <p class="note note-trouble">{text.historyDamaged}</p>}
      {value?.lines.length === 0 && <Empty title={text.historyEmpty} />}
      {value && (
        <ol class="goods-history">
          {value.lines.map((line, index) => (
            <Line key={`${line.atMs} ${value.lines.length - index}`} line={line} row={row} />
          ))}
        </ol>
      )}
      {value?.more && <p class="quiet">{text.historyMore}</p>}
    </section>
  );
}

function Line({ line: { atMs, by, what }, row }: { line: HistoryLine; row: GoodsRow }) {
  const zone = useZone();
  return (
    <li>
      <span class="quiet">
        {momentText(atMs, zone)} {by === '' ? text.bySystem : by}
      </span>
      <span>{saying(what, row)}</span>
    </li>
  );
}

function saying(what: HistoryLine['what'], { product }: GoodsRow): string {
  switch (what.kind) {
    case 'moved':
      return [text.state(what.state), what.reason].filter((one) => one !== '').join('，');
    case 'put':
      return text.put(what.prices.map(({ priceFen }) => yuan(priceFen)).join('、'));
    default: {
      const variant = product.variants.find(({ id }) => id === what.variantId);
      const amount = (quantity: number) =>
        amountText(quantity, variant?.weighed ?? false, product.unit);
      const moved = `${text.moves[what.kind]} ${variant?.name ?? ''} ${text.signed(amount(Math.abs(what.quantity)), signOf(what))}`;
      const order = what.reference === '' ? '' : `${text.order} ${what.reference}`;
      return [moved, text.after(amount(what.onHand)), order, what.note]
        .filter((one) => one !== '')
        .join('，');
    }
  }
}

/** Of what can be sold. */
function signOf({ kind, quantity }: { kind: string; quantity: number }): number {
  return kind === 'allocate' || kind === 'sale' ? -quantity : quantity;
}
