// Who reserves: every way that works now, and saying nothing where nothing is limited.
import { Choice } from '../../kit/choice.tsx';
import { Card, Code, People, Phone } from '../../kit/icons.tsx';
import { checkIn } from '../../text/zh.ts';
import { buyer as text } from '../../text/zh-workshop.ts';
import { deviceWorks } from '../attendance/method.tsx';
import { NoticeOf } from '../attendance/notice.tsx';
import { PhoneEntry } from '../attendance/phone.tsx';
import { Present } from '../attendance/present.tsx';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Screen } from '../plan.ts';
import { needsBuyer } from './basket.ts';
import { agreeTo, buys, chooseWay, useExpected } from './buyer-flow.ts';

export function BuyerPage({ screen }: { screen: Extract<Screen, { name: 'buyer' }> }) {
  const kiosk = useKiosk();
  useExpected(kiosk);
  const toWays = () => kiosk.visits.go({ name: 'buyer', step: 'ways' });
  if (screen.step === 'ways') return <Ways />;
  const { step, method } = screen;
  if (step === 'notice') {
    return (
      <NoticeOf
        method={method}
        why={text.why}
        refuse={text.refuse}
        onAgree={() => agreeTo(kiosk, method, screen.shown)}
        onRefuse={toWays}
      />
    );
  }
  return method === 'phone' ? (
    <PhoneEntry next={text.next} onEntered={(phone) => buys(kiosk, { method: 'phone', phone })} />
  ) : (
    <Present method={method} onOtherWay={toWays} />
  );
}

function Ways() {
  const kiosk = useKiosk();
  const { lines } = kiosk.visits.session.value.draft.value;
  const needed = needsBuyer(lines, kiosk.slices.workshop.value?.products ?? []);
  return (
    <Page name="buyer" title={text.title} hint={needed ? text.hintNeeded : text.hint}>
      <div class="methods">
        {deviceWorks(kiosk, 'idCardReader') && (
          <Choice
            icon={<Card />}
            name={checkIn.card}
            hint={checkIn.cardHint}
            onTap={() => chooseWay(kiosk, 'idCard')}
          />
        )}
        {deviceWorks(kiosk, 'codeScanner') && (
          <Choice
            icon={<Code />}
            name={checkIn.code}
            hint={checkIn.codeHint}
            onTap={() => chooseWay(kiosk, 'code')}
          />
        )}
        <Choice
          icon={<Phone />}
          name={checkIn.phone}
          hint={checkIn.phoneHint}
          onTap={() => chooseWay(kiosk, 'phone')}
        />
        {!needed && (
          <Choice
            icon={<People />}
            name={text.nobody}
            hint={text.nobodyHint}
            onTap={() => buys(kiosk, null)}
          />
        )}
      </div>
    </Page>
  );
}
