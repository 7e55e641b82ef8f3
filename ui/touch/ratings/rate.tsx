// How was the service? One tap; a bad one may say why and ask to be called.

import { useState } from 'preact/hooks';
import type { Grade } from '../../../server/modules/ratings/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { isPhone, phoneGroups } from '../../kit/grouped.ts';
import { Check } from '../../kit/icons.tsx';
import { Keypad } from '../../kit/keypad.tsx';
import { NumberField } from '../../kit/number-field.tsx';
import { Grades, Reasons } from '../../kit/rating.tsx';
import { common } from '../../text/zh.ts';
import { rating as text, touchRating } from '../../text/zh-ratings.ts';
import '../attendance/attendance.css';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { chooseGrade, rateBad } from './flow.ts';

const PHONE_DIGITS = 11;

export function RatePage({ code, items }: { code: string; items: readonly string[] }) {
  const kiosk = useKiosk();
  const [chosen, setChosen] = useState<Grade | null>(null);
  const { busy } = kiosk.visits.session.value.rate;
  const choose = (grade: Grade) => {
    setChosen(grade);
    chooseGrade(kiosk, code, grade);
  };
  return (
    <Page name="rate" title={text.title} hint={`${items.join('、')}。${text.hint}`}>
      <Grades busy={busy.value ? chosen : null} onChoose={choose} />
    </Page>
  );
}

interface BadProps {
  code: string;
  grade: Grade;
}

export function BadRatingPage({ code, grade }: BadProps) {
  const kiosk = useKiosk();
  const { rate, reasons } = kiosk.visits.session.value;
  return (
    <Page
      name="bad-rating"
      title={text.badTitle}
      hint={text.badHint}
      action={
        <>
          <Button look="go" busy={rate.busy.value} onTap={() => rateBad(kiosk, code, grade, false)}>
            {text.submit}
          </Button>
          <Button onTap={() => kiosk.visits.go({ name: 'ratingPhone', code, grade })}>
            {text.leavePhone}
          </Button>
        </>
      }
    >
      <Reasons
        chosen={reasons.value}
        onChange={(chosen) => {
          reasons.value = chosen;
        }}
      />
    </Page>
  );
}

export function RatingPhonePage({ code, grade }: BadProps) {
  const kiosk = useKiosk();
  const { phone, rate } = kiosk.visits.session.value;
  const [wrong, setWrong] = useState(false);
  const notice = kiosk.slices.centre.value?.notice;
  const submit = () => {
    if (isPhone(phone.value)) rateBad(kiosk, code, grade, true);
    else setWrong(true);
  };
  const change = (digits: string) => {
    phone.value = digits;
    setWrong(false);
  };
  return (
    <Page
      name="rating-phone"
      title={touchRating.phoneTitle}
      hint={notice && touchRating.privacy(notice.controller, notice.keptDays, notice.contact)}
    >
      <div class="typing">
        <div class="typing-field">
          <NumberField label={touchRating.phoneLabel} groups={phoneGroups(phone.value)} />
          <p class="typing-wrong" role="alert">
            {wrong && touchRating.phoneWrong}
          </p>
        </div>
        <Keypad value={phone.value} maxLength={PHONE_DIGITS} onChange={change} onEnter={submit} />
        <Button
          look="go"
          disabled={phone.value.length < PHONE_DIGITS}
          busy={rate.busy.value}
          onTap={submit}
        >
          {text.submit}
        </Button>
      </div>
    </Page>
  );
}

const SAID = { good: text.thanksText, bad: text.thanksBad, call: text.thanksCall } as const;

export function RatedPage({ said }: { said: keyof typeof SAID }) {
  const { visits } = useKiosk();
  return (
    <Page
      name="rated"
      centred
      title={text.thanks}
      action={
        <Button look="go" onTap={() => visits.reset()}>
          {common.ok}
        </Button>
      }
    >
      <div class="done" role="status">
        <span class="done-mark">
          <Check />
        </span>
        <p>
          <Clauses text={SAID[said]} />
        </p>
      </div>
    </Page>
  );
}
