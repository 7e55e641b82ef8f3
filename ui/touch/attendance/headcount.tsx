// Only how many came.
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { Keypad } from '../../kit/keypad.tsx';
import { NumberField } from '../../kit/number-field.tsx';
import { checkIn as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { identified } from './flow.ts';
import './attendance.css';

const FEW = [1, 2, 3, 4, 5, 6, 7, 8];
const MOST_PEOPLE = 500;
const MOST_DIGITS = 3;

export function HeadcountPage() {
  const kiosk = useKiosk();
  return (
    <Page name="headcount" title={text.headcountTitle}>
      <div class="headcounts">
        {FEW.map((count) => (
          <Choice
            key={count}
            shape="bare"
            name={text.people(count)}
            onTap={() => identified(kiosk, { method: 'headcount', headcount: count }, 'in')}
          />
        ))}
        <Choice
          shape="bare"
          name={text.more}
          onTap={() => kiosk.visits.go({ name: 'manyPeople' })}
        />
      </div>
    </Page>
  );
}

export function ManyPeoplePage() {
  const kiosk = useKiosk();
  const { people } = kiosk.visits.session.value;
  const count = Number(people.value);
  const tooMany = count > MOST_PEOPLE;
  const submit = () => {
    if (count > 0 && !tooMany) identified(kiosk, { method: 'headcount', headcount: count }, 'in');
  };
  return (
    <Page name="many-people" title={text.moreTitle}>
      <div class="typing">
        <div class="typing-field">
          <NumberField label={text.moreLabel} groups={[people.value.padStart(MOST_DIGITS, ' ')]} />
          <p class="typing-wrong" role="alert">
            {tooMany && text.moreWrong}
          </p>
        </div>
        <Keypad
          value={people.value}
          maxLength={MOST_DIGITS}
          onEnter={submit}
          onChange={(digits) => {
            people.value = digits.replace(/^0+/, '');
          }}
        />
        <Button look="go" disabled={count === 0 || tooMany} onTap={submit}>
          {text.moreNext}
        </Button>
      </div>
    </Page>
  );
}
