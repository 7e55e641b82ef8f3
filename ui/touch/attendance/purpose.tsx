// What do you come for?
import type { Purpose } from '../../../server/modules/attendance/schema.ts';
import { Choice } from '../../kit/choice.tsx';
import { Book, Calendar, Desk, Dots, Eye, Heart, Meeting } from '../../kit/icons.tsx';
import { purposes, checkIn as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { choosePurpose } from './flow.ts';
import './attendance.css';

const ICONS: Record<Purpose, () => preact.JSX.Element> = {
  errand: Desk,
  visit: Eye,
  meeting: Meeting,
  study: Book,
  activity: Calendar,
  volunteering: Heart,
  other: Dots,
};

export function PurposePage() {
  const kiosk = useKiosk();
  const { slices, visits } = kiosk;
  const identity = visits.session.value.identity.value;
  const offered = slices.attendance.value?.purposes ?? [];
  const hint =
    identity?.method === 'idCard'
      ? text.recognised(identity.mask)
      : identity?.method === 'code'
        ? text.recognisedCode
        : undefined;
  return (
    <Page name="purpose" title={text.purposeTitle} hint={hint}>
      <div class={offered.length % 2 === 1 ? 'purposes purposes-odd' : 'purposes'}>
        {offered.map((purpose) => {
          const Icon = ICONS[purpose];
          return (
            <Choice
              key={purpose}
              shape="tile"
              icon={<Icon />}
              name={purposes[purpose].name}
              hint={purposes[purpose].hint}
              onTap={() => choosePurpose(kiosk, purpose)}
            />
          );
        })}
      </div>
    </Page>
  );
}
