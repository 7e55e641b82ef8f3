// How to say who one is: every way that works now, and the one that says nothing.
import type { DeviceKind } from '../../../devices/schema.ts';
import { Choice } from '../../kit/choice.tsx';
import { Card, Code, List, People, Phone } from '../../kit/icons.tsx';
import { checkOut, checkIn as text } from '../../text/zh.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { Direction } from '../plan.ts';
import { chooseMethod } from './flow.ts';
import './attendance.css';

/** A reader that is there and reads nothing is not offered: nobody is to wait before it in vain. */
export function deviceWorks({ slices }: Kiosk, kind: DeviceKind): boolean {
  return slices.devices.value?.devices[kind]?.state === 'ready';
}

export function MethodPage({ direction }: { direction: Direction }) {
  const kiosk = useKiosk();
  const coming = direction === 'in';
  const toHeadcount = () => kiosk.visits.go({ name: 'headcount' });
  return (
    <Page
      name="method"
      title={coming ? text.methodTitle : checkOut.title}
      hint={coming ? undefined : checkOut.hint}
    >
      <div class="methods">
        {deviceWorks(kiosk, 'idCardReader') && (
          <Choice
            icon={<Card />}
            name={text.card}
            hint={text.cardHint}
            onTap={() => chooseMethod(kiosk, 'idCard', direction)}
          />
        )}
        {deviceWorks(kiosk, 'codeScanner') && (
          <Choice
            icon={<Code />}
            name={text.code}
            hint={text.codeHint}
            onTap={() => chooseMethod(kiosk, 'code', direction)}
          />
        )}
        <Choice
          icon={<Phone />}
          name={text.phone}
          hint={coming ? text.phoneHint : checkOut.phoneHint}
          onTap={() => chooseMethod(kiosk, 'phone', direction)}
        />
        <Choice
          icon={<List />}
          name={text.resident}
          hint={text.residentHint}
          onTap={() => chooseMethod(kiosk, 'resident', direction)}
        />
        {coming && (
          <Choice
            icon={<People />}
            name={text.headcount}
            hint={text.headcountHint}
            onTap={toHeadcount}
          />
        )}
      </div>
    </Page>
  );
}
