// Who may come before others says so here, and shows the proof at the window.
import type { VisitorClass } from '../../../server/modules/services/terms-schema.ts';
import { Choice } from '../../kit/choice.tsx';
import { visitorClass as text } from '../../text/zh-services.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import './services.css';

const CLASSES: readonly VisitorClass[] = [
  'elderly',
  'disabled',
  'military',
  'expecting',
  'ordinary',
];

export function VisitorClassPage() {
  const { visits } = useKiosk();
  const { visitorClass } = visits.session.value;
  const choose = (one: VisitorClass) => {
    visitorClass.value = one;
    visits.back();
  };
  return (
    <Page name="visitor-class" title={text.title} hint={text.hint}>
      <div class="visitor-classes">
        {CLASSES.map((one) => (
          <Choice
            key={one}
            name={text.names[one]}
            hint={text.bring[one]}
            chosen={visitorClass.value === one}
            onTap={() => choose(one)}
          />
        ))}
      </div>
    </Page>
  );
}
