// Before anything personal: what is recorded, by whom, why, for how long, and that saying no is fine.
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { privacyNotice as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import type { PersonalMethod } from '../plan.ts';
import { agree, disagree } from './flow.ts';
import './attendance.css';

export function NoticePage({ method }: { method: PersonalMethod }) {
  const kiosk = useKiosk();
  const centre = kiosk.slices.centre.value;
  if (!centre) return null;
  const { controller, contact, keptDays } = centre.notice;
  const rows = [
    [text.what, text.whatBy[method]],
    [text.who, controller],
    [text.why, text.whyText],
    [text.howLong, text.howLongText(keptDays)],
    [text.rights, text.rightsText(contact)],
  ] as const;
  return (
    <Page
      name="notice"
      title={text.title}
      action={
        <>
          <Button look="go" onTap={() => agree(kiosk, method)}>
            {text.agree}
          </Button>
          <Button onTap={() => disagree(kiosk)}>{text.refuse}</Button>
        </>
      }
    >
      <dl class="notice-card">
        {rows.map(([term, description]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <Clauses text={description} />
            </dd>
          </div>
        ))}
      </dl>
    </Page>
  );
}
