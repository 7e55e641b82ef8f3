// One look before the number is drawn: a wrong tap would keep others waiting for nobody.
import { Button } from '../../kit/button.tsx';
import { common, refusalText, services as text } from '../../text/zh.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import './services.css';

export function ConfirmPage({ itemId }: { itemId: string }) {
  const kiosk = useKiosk();
  const { slices, visits } = kiosk;
  const item = slices.services.value?.items.find(({ id }) => id === itemId);
  const { busy } = visits.session.value.takeTicket;
  const served = item?.served ?? false;
  return (
    <Page
      name="confirm"
      centred
      title={text.confirmTitle}
      action={
        <>
          <Button
            look="go"
            busy={busy.value}
            disabled={!served}
            onTap={() => void takeNumber(kiosk, itemId)}
          >
            {busy.value ? text.taking : text.take}
          </Button>
          <Button onTap={() => visits.back()}>{text.other}</Button>
        </>
      }
    >
      <div class="confirm">
        <p class="confirm-item">{item?.name}</p>
        <p class="confirm-waiting" aria-live="polite">
          {served ? text.confirmWaiting(item?.waiting ?? 0) : text.notServed}
        </p>
      </div>
    </Page>
  );
}

async function takeNumber(kiosk: Kiosk, itemId: string): Promise<void> {
  const { visits } = kiosk;
  const session = visits.session.value;
  const visitId = session.visitId.value;
  const body = visitId === null ? { itemId } : { itemId, visitId };
  const outcome = await session.takeTicket.run('/api/services/tickets', body);
  if (!outcome || visits.session.value !== session) return;
  if (outcome.ok) {
    session.visitId.value = outcome.reply.visitId;
    visits.arrive({ name: 'ticket', reply: outcome.reply });
    return;
  }
  const { failure } = outcome;
  const refused = failure.kind === 'refused';
  const unknown = !refused || failure.status >= 500;
  session.failed.value = {
    title: text.failedTitle,
    text: refused ? refusalText(failure.code, failure.params) : common.unreachable,
    retry: unknown ? () => void takeNumber(kiosk, itemId) : null,
    instead: null,
  };
}
