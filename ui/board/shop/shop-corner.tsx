// What is sold at this moment, beside the queue: small video, the product explained, its price, what is left. A call has
// the better of it: while one is said this shrinks to a strip, and the sound goes down.
import type { LiveNow, OnSale } from '../../../server/modules/livestream/page-schema.ts';
import { LivePlayer } from '../../kit/live-player/live-player.tsx';
import { useAligned } from '../../kit/live-player/use-aligned.ts';
import { yuan } from '../../text/money.ts';
import { zhBoardShop as text } from '../../text/zh-board-shop.ts';
import type { BoardState } from '../live.ts';
import './shop-corner.css';

type Session = NonNullable<LiveNow['session']>;
export interface ShopCornerProps {
  workshop: LiveNow;
  session: Session;
  board: BoardState;
}

/** Of the loudness of calls: who waits listens for numbers first. */
const BESIDE_CALLS = 0.6;
const WHILE_CALLED = 0.06;
/** Characters that fit beside the video at full size. */
const LONG_TITLE = 8;

export function ShopCorner({ workshop, session, board }: ShopCornerProps) {
  const { explaining, onTime } = useAligned(workshop.explaining);
  const { platform, playUrl } = session;
  const playable = platform === 'local' && playUrl !== null;
  return (
    <section class="shop" aria-label={text.title}>
      {playable && (
        <div class="shop-video">
          <LivePlayer url={playUrl} {...soundOf(board)} onTime={onTime} />
        </div>
      )}
      <div class="shop-card" aria-live="polite">
        {explaining ? (
          <Product item={explaining.item} what={whatOf(session, text.explaining)} />
        ) : (
          <NothingYet session={session} />
        )}
      </div>
    </section>
  );
}

function soundOf({ slices, voice }: BoardState): { muted: boolean; volume: number } {
  const { shopSound = false, volume = 0 } = slices.sound.value ?? {};
  const audible = voice.state.value === 'ready' || voice.state.value === 'impaired';
  // As with calls, ears hear proportions.
  const whole = BESIDE_CALLS * (volume / 100) ** 2;
  const called = voice.saying.value !== null;
  return { muted: !shopSound || !audible, volume: called ? whole * WHILE_CALLED : whole };
}

/** Paused, or on another platform, comes before what is explained meanwhile. */
function whatOf({ state, platform }: Session, otherwise: string): string {
  if (state === 'paused') return text.paused;
  return platform === 'local' ? otherwise : text.live[platform];
}

function Product({ item, what }: { item: OnSale; what: string }) {
  const { title, spec, village, priceFen, listPriceFen, unit, left, soldOut, flashUntilMs } = item;
  return (
    <>
      <span class="shop-what">
        {what} <span class="shop-village">{village}</span>
      </span>
      <b class={title.length > LONG_TITLE ? 'shop-title shop-title-long' : 'shop-title'}>{title}</b>
      <span class="shop-spec">{spec}</span>
      <span class="shop-price">
        {flashUntilMs !== null && <em>{text.flash}</em>}
        {text.per(yuan(priceFen), unit)}
        {listPriceFen !== null && <del>{yuan(listPriceFen)}</del>}
      </span>
      <span class="shop-left">{soldOut ? text.soldOut : text.left(left, unit)}</span>
    </>
  );
}

function NothingYet({ session }: { session: Session }) {
  const { title, hosts } = session;
  return (
    <>
      <span class="shop-what">{whatOf(session, text.live.local)}</span>
      <b class={title.length > LONG_TITLE ? 'shop-title shop-title-long' : 'shop-title'}>{title}</b>
      {hosts.length > 0 && <span class="shop-spec">{text.hosts(hosts)}</span>}
      <span class="shop-left">{text.reserve}</span>
    </>
  );
}
