// A session while it is on: the picture, what is being explained, what comes next.
import { useEffect, useState } from 'preact/hooks';
import type { OnSale, WorkshopSlice } from '../../../server/modules/livestream/page-schema.ts';
import { Button } from '../../kit/button.tsx';
import { Loudspeaker, Screen } from '../../kit/icons.tsx';
import { LivePlayer } from '../../kit/live-player/live-player.tsx';
import { useAligned } from '../../kit/live-player/use-aligned.ts';
import { shop, live as text } from '../../text/zh-workshop.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { ElsewherePage } from './elsewhere.tsx';
import { isRunning, itemOf, productsOf } from './goods.ts';
import { NextUp, NowExplained } from './now-explained.tsx';
import { ShelfPage } from './shelf.tsx';
import './live.css';

export function LivePage() {
  const slice = useKiosk().slices.workshop.value;
  if (!slice || !isRunning(slice)) return <ShelfPage hint={text.ended} />;
  return slice.session?.platform === 'local' ? (
    <LocalPage slice={slice} />
  ) : (
    <ElsewherePage slice={slice} />
  );
}

function LocalPage({ slice }: { slice: WorkshopSlice }) {
  const kiosk = useKiosk();
  const { visits } = kiosk;
  const { session } = slice;
  const { explaining, onTime } = useAligned(slice.explaining);
  const [sound, toggleSound] = useSound(kiosk);
  if (!session) return null;
  // As it is sold at this moment, whenever it was explained.
  const item = explaining && (itemOf(slice, explaining.item) ?? explaining.item);
  const toItem = ({ productId, variantId }: OnSale) =>
    visits.go({ name: 'product', productId, variantId });
  return (
    <Page
      name="live"
      title={session.title}
      hint={session.hosts.length > 0 ? text.hosts(session.hosts) : undefined}
      action={
        <>
          {item && itemOf(slice, item) && (
            <Button look="go" onTap={() => toItem(item)}>
              {item.weighed || item.soldOut ? text.look : text.reserve}
            </Button>
          )}
          <Button onTap={() => visits.go({ name: 'shelf' })}>
            {shop.seeShelf(productsOf(slice).length)}
          </Button>
        </>
      }
    >
      <div class="live">
        <div class="live-picture">
          {session.playUrl === null ? (
            <p class="live-none">
              <Screen />
              {text.noPicture}
            </p>
          ) : (
            <LivePlayer url={session.playUrl} muted={!sound} onTime={onTime} />
          )}
          {session.playUrl !== null && (
            <Button icon={<Loudspeaker />} pressed={sound} onTap={toggleSound}>
              {sound ? text.soundOff : text.soundOn}
            </Button>
          )}
        </div>
        <div class="live-words">
          <NowExplained item={item} paused={session.state === 'paused'} />
          <NextUp item={slice.next} />
        </div>
      </div>
    </Page>
  );
}

/** Off until somebody wants it, and off again when it seems that nobody is there. */
function useSound({ idle }: Kiosk): [on: boolean, toggle: () => void] {
  const [on, setOn] = useState(false);
  const alone = idle.warning.value;
  useEffect(() => {
    if (alone) setOn(false);
  }, [alone]);
  return [on && !alone, () => setOn(!on)];
}
