// A session on an outside platform: its code for a phone, and our own shelf beside it.
import type { WorkshopSlice } from '../../../server/modules/livestream/page-schema.ts';
import { Clauses } from '../../kit/clauses.tsx';
import { Qr } from '../../kit/qr.tsx';
import { live as text } from '../../text/zh-workshop.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { productsOf } from './goods.ts';
import { NowExplained } from './now-explained.tsx';
import { BasketButton, Products } from './shelf.tsx';
import './live.css';

export function ElsewherePage({ slice }: { slice: WorkshopSlice }) {
  const kiosk = useKiosk();
  const { session, explaining } = slice;
  if (!session) return null;
  const says = text.scan[session.platform];
  return (
    <Page
      name="elsewhere"
      title={session.title}
      hint={session.hosts.length > 0 ? text.hosts(session.hosts) : undefined}
      action={<BasketButton kiosk={kiosk} />}
    >
      <div class="elsewhere">
        <div class="elsewhere-code">
          {session.appUrl === null ? (
            <p>{text.noCode}</p>
          ) : (
            <>
              <Qr text={session.appUrl} label={says} />
              <p>
                <Clauses text={says} />
              </p>
            </>
          )}
        </div>
        {explaining ? (
          <NowExplained item={explaining.item} paused={session.state === 'paused'} />
        ) : (
          <h2>{text.here}</h2>
        )}
        <Products products={productsOf(slice)} columns={1} />
      </div>
    </Page>
  );
}
