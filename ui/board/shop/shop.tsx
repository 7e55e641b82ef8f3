// The shop's place on the board: while a session is on, its corner, which is loaded only then; before it, one quiet line.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LiveNow } from '../../../server/modules/livestream/page-schema.ts';
import { zhBoard as text } from '../../text/zh-board.ts';
import type { BoardState } from '../live.ts';
import type { ShopCorner } from './shop-corner.tsx';

/** The kiosk may be starting again. */
const LOAD_AGAIN_MS = 5_000;

export function isOnAir(workshop: LiveNow | null): boolean {
  const state = workshop?.session?.state;
  return state === 'live' || state === 'paused';
}

export function Shop({ board }: { board: BoardState }) {
  const workshop = board.slices.workshop.value;
  const onAir = isOnAir(workshop);
  const loaded = useSignal<{ Corner: typeof ShopCorner } | null>(null);
  useEffect(() => {
    if (!onAir || loaded.value) return;
    let timer = 0;
    const load = () => {
      import('./shop-corner.tsx').then(
        ({ ShopCorner: Corner }) => {
          loaded.value = { Corner };
        },
        () => {
          timer = window.setTimeout(load, LOAD_AGAIN_MS);
        },
      );
    };
    load();
    return () => clearTimeout(timer);
  }, [onAir, loaded]);

  const session = workshop?.session;
  if (!workshop || !session) return null;
  if (!onAir) return session.state === 'planned' ? <Announced session={session} /> : null;
  const { Corner } = loaded.value ?? {};
  return Corner ? <Corner workshop={workshop} session={session} board={board} /> : null;
}

function Announced({ session }: { session: NonNullable<LiveNow['session']> }) {
  return (
    <section class="shop-line" aria-label={text.shop}>
      <b>{text.shop}</b> {text.planned(session)}
    </section>
  );
}
