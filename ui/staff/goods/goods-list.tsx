// Every product, found by name, place or pinyin initials, with what is left of it and what can be done.
import { useSignal } from '@preact/signals';
import type { GoodsRow } from '../../../server/modules/goods/page-schema.ts';
import type { ProductState } from '../../../server/modules/goods/schema.ts';
import { Button } from '../../kit/button.tsx';
import { yuan } from '../../text/money.ts';
import { zhGoods } from '../../text/zh-goods.ts';
import { SelectField, TextField } from '../parts/fields.tsx';
import { Empty, Tag } from '../parts/notes.tsx';
import { amountText } from './amounts.ts';
import { EditProduct } from './edit-product.tsx';
import { goodsMatching } from './find-goods.ts';
import { Cover } from './photo.tsx';
import { StateActions } from './state-actions.tsx';
import { StockDialog } from './stock.tsx';

const text = zhGoods.list;
const TONES = {
  draft: 'plain',
  review: 'trouble',
  onSale: 'good',
  paused: 'trouble',
  off: 'plain',
} as const;
const STATES = Object.keys(zhGoods.states) as ProductState[];
type Open = { what: 'edit'; row: GoodsRow | null } | { what: 'stock'; id: string };

export function GoodsList({ goods }: { goods: readonly GoodsRow[] }) {
  const words = useSignal('');
  const unitId = useSignal('');
  const state = useSignal<ProductState | ''>('');
  const open = useSignal<Open | null>(null);
  const wanted = { words: words.value, unitId: unitId.value, state: state.value };
  const matching = goodsMatching(goods, wanted);
  const show = (next: Open | null) => {
    open.value = next;
  };
  const stockId = open.value?.what === 'stock' ? open.value.id : null;
  // As it is now, not as it was when the dialog was opened.
  const stocked = goods.find(({ id }) => id === stockId);
  return (
    <>
      <div class="goods-filter">
        <TextField
          label={text.search}
          hint={text.searchHint}
          type="search"
          value={words.value}
          onInput={(value) => {
            words.value = value;
          }}
        />
        <SelectField
          label={text.village}
          value={unitId.value}
          options={[{ value: '', label: text.allVillages }, ...villagesOf(goods)]}
          onChange={(value) => {
            unitId.value = value;
          }}
        />
        <SelectField<ProductState | ''>
          label={text.state}
          value={state.value}
          options={[
            { value: '', label: text.allStates },
            ...STATES.map((one) => ({ value: one, label: zhGoods.states[one] })),
          ]}
          onChange={(value) => {
            state.value = value;
          }}
        />
        <Button look="go" onTap={() => show({ what: 'edit', row: null })}>
          {text.add}
        </Button>
      </div>
      {goods.length === 0 && <Empty title={text.empty}>{text.emptyHint}</Empty>}
      {goods.length > 0 && matching.length === 0 && <Empty title={text.noMatch} />}
      {matching.length > 0 && (
        <p class="quiet" role="status">
          {text.count(matching.length)}
        </p>
      )}
      <ul class="goods">
        {matching.map((row) => (
          <Card key={row.id} row={row} onShow={show} />
        ))}
      </ul>
      {open.value?.what === 'edit' && <EditProduct row={open.value.row} onEnd={() => show(null)} />}
      {stocked && <StockDialog row={stocked} onEnd={() => show(null)} />}
    </>
  );
}

function villagesOf(goods: readonly GoodsRow[]): { value: string; label: string }[] {
  const names = new Map(goods.map(({ product, village }) => [product.origin.unitId, village]));
  return [...names].map(([value, label]) => ({ value, label }));
}

function Card({ row, onShow }: { row: GoodsRow; onShow: (open: Open) => void }) {
  const { product, state, village, stock } = row;
  const { title, spec, origin } = product;
  const maker = [origin.coop, origin.household].filter((one) => one !== '').join(' ');
  return (
    <li class="goods-card" aria-label={title}>
      <Cover title={title} photoIds={product.photoIds} />
      <div class="goods-about">
        <p class="goods-title">
          <b>{title}</b>
          <Tag tone={TONES[state]}>{zhGoods.states[state]}</Tag>
        </p>
        {spec !== '' && <p>{spec}</p>}
        <p class="quiet">{text.from(village, maker)}</p>
      </div>
      <ul class="goods-variants">
        {product.variants.map((variant) => {
          const { onHand, reserved } = stock.find(({ variantId }) => variantId === variant.id) ?? {
            onHand: 0,
            reserved: 0,
          };
          const unit = variant.weighed ? zhGoods.jin : product.unit;
          const left = onHand - reserved;
          const amount = (quantity: number) => amountText(quantity, variant.weighed, product.unit);
          return (
            <li key={variant.id}>
              {variant.name !== '' && <span>{variant.name}</span>}
              <span>{text.price(yuan(variant.priceFen), unit)}</span>
              <span class={left > 0 ? 'quiet' : 'goods-none'}>
                {left > 0 ? text.left(amount(left)) : text.none}
              </span>
              {reserved > 0 && <small>{text.reserved(amount(reserved))}</small>}
            </li>
          );
        })}
      </ul>
      <div class="goods-actions">
        <Button label={text.editOf(title)} onTap={() => onShow({ what: 'edit', row })}>
          {text.edit}
        </Button>
        <Button label={text.stockOf(title)} onTap={() => onShow({ what: 'stock', id: row.id })}>
          {text.stock}
        </Button>
        <StateActions row={row} />
      </div>
    </li>
  );
}
