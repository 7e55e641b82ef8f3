// What is being explained: what the host has to say about it, and what is changed about it in the middle of a sentence.
import type { SessionCard, ShelfRow } from '../../../server/modules/livestream/console-schema.ts';
import { Button } from '../../kit/button.tsx';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { timeText } from '../parts/format.ts';
import { Tag } from '../parts/notes.tsx';
import { useZone } from '../staff.ts';
import type { ConsoleSteps } from './console-steps.ts';
import type { Asking } from './host-console.tsx';
import { leftOf, priceOf, soldOf, troubleOf } from './item-words.ts';

const text = zhLivestream.console;

export interface NowCardProps {
  session: SessionCard;
  /** Null: nothing is. */
  row: ShelfRow | null;
  steps: ConsoleSteps;
  ask: (asking: Asking) => void;
}

export function NowCard({ session, row, steps, ask }: NowCardProps) {
  if (!row) return <Nothing session={session} />;
  const sold = soldOf(row);
  const trouble = troubleOf(row);
  return (
    <section class="host-now" aria-label={text.explaining}>
      <p class="host-now-head">
        <Tag tone="stop">{text.explaining}</Tag>
        {trouble && <Tag tone="trouble">{trouble}</Tag>}
        {row.flashRuns && <FlashTag row={row} />}
      </p>
      <h2>{row.title}</h2>
      <p class="host-price">
        <b>{priceOf(row, row.priceFen)}</b>
        {row.priceFen !== row.ordinaryFen && (
          <small>{text.ordinary(priceOf(row, row.ordinaryFen))}</small>
        )}
      </p>
      <p class="host-left">
        {leftOf(row)}
        {sold && ` · ${sold}`}
      </p>
      {row.note && <p class="host-note">{row.note}</p>}
      <div class="host-now-keys">
        <Button onTap={() => steps.toggleSoldOut(row)}>
          {row.soldOut ? text.restock : text.markSoldOut} <kbd>{text.keys.soldOut}</kbd>
        </Button>
        <Button onTap={() => ask({ what: 'price', row })}>{text.reprice}</Button>
        <Button onTap={() => steps.explain(null)}>{text.stopExplaining}</Button>
      </div>
    </section>
  );
}

function FlashTag({ row: { flash } }: { row: ShelfRow }) {
  const zone = useZone();
  return <Tag tone="stop">{flash && text.flashUntil(timeText(flash.toMs, zone))}</Tag>;
}

function Nothing({ session }: { session: SessionCard }) {
  const { state, script, title } = session;
  return (
    <section class="host-now">
      <h2>{text.nothing}</h2>
      <p>{state === 'planned' ? text.startText(title) : text.nothingText}</p>
      {script !== '' && <p class="host-note">{script}</p>}
    </section>
  );
}
