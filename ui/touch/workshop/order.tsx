// One look before goods are promised: what, how much, on which day, to whom.
import { useEffect } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { minute } from '../../kit/clock.tsx';
import { Fitted, textHeight, token } from '../../kit/fitted.tsx';
import { Person, Plus } from '../../kit/icons.tsx';
import { yuan } from '../../text/money.ts';
import { amount, dayName, order as text } from '../../text/zh-workshop.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Draft } from '../plan.ts';
import { Asked } from './asked.tsx';
import { type BasketLine, needsBuyer, repriced, sumOf, vanished } from './basket.ts';
import { useExpected } from './buyer-flow.ts';
import { isOpenStill, pickUpDays } from './days.ts';
import { askPrice, dropLine, removeLine, reserve } from './flow.ts';
import './order.css';

export function OrderPage() {
  const kiosk = useKiosk();
  const { visits } = kiosk;
  const session = visits.session.value;
  const { value: draft } = session.draft;
  const { lines, pickUpDay, by } = draft;
  const needed = needsBuyer(lines, kiosk.slices.workshop.value?.products ?? []);
  const busy = session.reserve.busy.value;
  const sum = yuan(sumOf(lines));
  useChanges(kiosk, draft);
  useExpected(kiosk);
  const toBuyer = () => visits.go({ name: 'buyer', step: 'ways' });
  const unsaid = needed && by === null;
  return (
    <Page
      name="order"
      title={text.title}
      hint={`${text.sum} ${sum}`}
      action={
        <>
          {pickUpDay !== null && unsaid ? (
            <Button look="go" onTap={toBuyer}>
              {text.who}
            </Button>
          ) : (
            <Button
              look="go"
              busy={busy}
              disabled={pickUpDay === null}
              onTap={() => void reserve(kiosk)}
            >
              {busy ? text.reserving : pickUpDay === null ? text.chooseDay : text.reserve(sum)}
            </Button>
          )}
          <Button icon={<Plus />} onTap={() => visits.go({ name: 'shelf' })}>
            {text.more}
          </Button>
        </>
      }
    >
      <div class="order">
        <Lines kiosk={kiosk} lines={lines} />
        <div class="order-how">
          <Days kiosk={kiosk} draft={draft} />
          <Choice
            icon={<Person />}
            name={whoSays(draft, needed)}
            hint={by ? text.change : unsaid ? text.neededHint : text.nobodyHint}
            onTap={toBuyer}
          />
        </div>
      </div>
    </Page>
  );
}

/** What changes on the shelf meanwhile is asked about, never slipped in. */
function useChanges(kiosk: Kiosk, { lines }: Draft): void {
  const { failed, reserve: sending } = kiosk.visits.session.value;
  const shelf = kiosk.slices.workshop.value?.products;
  useEffect(() => {
    if (!shelf || failed.value || sending.busy.value) return;
    const gone = vanished(lines, shelf);
    if (gone) {
      dropLine(kiosk, gone);
      return;
    }
    const changed = repriced(lines, shelf);
    if (changed) failed.value = askPrice(kiosk, changed.line, changed.nowFen, () => {});
  }, [shelf, lines, failed.value, sending.busy.value]);
}

/** 去掉, its padding and the gap before it. */
const REMOVE_WIDTH = 260;

function Lines({ kiosk, lines }: { kiosk: Kiosk; lines: readonly BasketLine[] }) {
  const height = (width: number) => {
    const titles = lines.map(({ title }) =>
      textHeight(title, token('--lead'), width - REMOVE_WIDTH, 1.3),
    );
    return Math.max(token('--target'), Math.max(...titles) + token('--body') * 1.4 + 12);
  };
  return (
    <Fitted items={lines} label={text.title} rowHeight={height}>
      {(line) => (
        <div class="order-line" key={`${line.productId}/${line.variantId}`}>
          <span>
            <b>{line.title}</b>
            <span>
              {text.each(amount(line.quantity, { ...line, weighed: false }), yuan(line.unitFen))}
            </span>
          </span>
          <Button label={text.removeLabel(line.title)} onTap={() => removeLine(kiosk, line)}>
            {text.remove}
          </Button>
        </div>
      )}
    </Fitted>
  );
}

function Days({ kiosk, draft }: { kiosk: Kiosk; draft: Draft }) {
  const centre = kiosk.slices.centre.value;
  if (!centre?.day) return null;
  const days = pickUpDays(centre.day, isOpenStill(centre.closesAt, centre.zone, minute.value));
  return (
    <Asked class="days" question={text.day}>
      {days.map(({ day, word }) => (
        <Choice
          key={day}
          shape="bare"
          name={word}
          hint={dayName(day)}
          chosen={day === draft.pickUpDay}
          onTap={() => {
            kiosk.visits.session.value.draft.value = { ...draft, pickUpDay: day };
          }}
        />
      ))}
    </Asked>
  );
}

function whoSays({ by }: Draft, needed: boolean): string {
  switch (by?.method) {
    case 'phone':
      return text.byPhone(by.phone);
    case 'idCard':
      return text.byCard(by.mask);
    case 'code':
      return text.byCode;
    default:
      return needed ? text.needed : text.nobody;
  }
}
