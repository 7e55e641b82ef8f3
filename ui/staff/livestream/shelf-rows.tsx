// The shelf in the console, in the order of its ranks: one tap explains, the rest unfolds under the thumb.
import { useSignal } from '@preact/signals';
import type { SessionCard, ShelfRow } from '../../../server/modules/livestream/console-schema.ts';
import { Button } from '../../kit/button.tsx';
import { Dots } from '../../kit/icons.tsx';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { Empty, Tag } from '../parts/notes.tsx';
import type { ConsoleSteps } from './console-steps.ts';
import type { Asking } from './host-console.tsx';
import { leftOf, priceOf, troubleOf } from './item-words.ts';

const text = zhLivestream.console;

export interface ShelfRowsProps {
  session: SessionCard;
  steps: ConsoleSteps;
  ask: (asking: Asking) => void;
}

export function ShelfRows({ session, steps, ask }: ShelfRowsProps) {
  const unfolded = useSignal<string | null>(null);
  const { shelf, explaining, state } = session;
  return (
    <section class="host-shelf" aria-label={text.shelf}>
      {shelf.length === 0 && (
        <Empty title={zhLivestream.list.shelf(0)}>{zhLivestream.shelf.empty}</Empty>
      )}
      <ol class="host-rows">
        {shelf.map((row, index) => {
          const key = `${row.productId}/${row.variantId}`;
          const now =
            explaining?.productId === row.productId && explaining.variantId === row.variantId;
          return (
            <Row
              key={key}
              row={row}
              index={index}
              now={now}
              live={state === 'live'}
              open={unfolded.value === key}
              onUnfold={() => {
                unfolded.value = unfolded.value === key ? null : key;
              }}
              steps={steps}
              ask={ask}
            />
          );
        })}
      </ol>
    </section>
  );
}

interface RowProps extends Omit<ShelfRowsProps, 'session'> {
  row: ShelfRow;
  index: number;
  now: boolean;
  live: boolean;
  open: boolean;
  onUnfold: () => void;
}

function Row({ row, index, now, live, open, onUnfold, steps, ask }: RowProps) {
  const trouble = troubleOf(row);
  return (
    <li class={now ? 'host-row host-row-now' : 'host-row'}>
      <span class="host-rank">{index + 1}</span>
      <div class="host-what">
        <b>{row.title}</b>
        <small>
          {priceOf(row, row.priceFen)} · {leftOf(row)}
        </small>
        {(now || trouble || row.flashRuns || row.explainedAtMs !== null) && (
          <span class="host-tags">
            {now && <Tag tone="stop">{text.explaining}</Tag>}
            {trouble && <Tag tone="trouble">{trouble}</Tag>}
            {row.flashRuns && <Tag tone="stop">{text.flash}</Tag>}
            {!now && row.explainedAtMs !== null && <Tag tone="plain">{text.explained}</Tag>}
          </span>
        )}
      </div>
      <Button
        label={text.explainOf(row.title)}
        disabled={!live || now || !row.offered}
        onTap={() => steps.explain(row)}
      >
        {text.explain}
      </Button>
      <button
        type="button"
        class="host-unfold"
        aria-label={text.moreOf(row.title)}
        aria-expanded={open}
        onClick={onUnfold}
      >
        <Dots />
      </button>
      <div class={open ? 'host-more' : 'host-more host-folded'}>
        <Button
          label={text.pinOf(row.title)}
          disabled={now || !row.offered}
          onTap={() => steps.pin(row)}
        >
          {text.pin}
        </Button>
        <Button
          label={row.soldOut ? text.restockOf(row.title) : text.markSoldOutOf(row.title)}
          onTap={() => steps.toggleSoldOut(row)}
        >
          {row.soldOut ? text.restock : text.markSoldOut}
        </Button>
        <Button label={text.repriceOf(row.title)} onTap={() => ask({ what: 'price', row })}>
          {text.reprice}
        </Button>
        <Button
          label={row.hidden ? text.showOf(row.title) : text.hideOf(row.title)}
          onTap={() => steps.toggleHidden(row)}
        >
          {row.hidden ? text.show : text.hide}
        </Button>
      </div>
    </li>
  );
}
