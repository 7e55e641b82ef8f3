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
  return (
    <NoticeOf
      method={method}
      why={text.whyText}
      refuse={text.refuse}
      onAgree={() => agree(kiosk, method)}
      onRefuse={() => disagree(kiosk)}
    />
  );
}

export interface NoticeOfProps {
  method: PersonalMethod;
  why: string;
  /** What the button to say no says. */
  refuse: string;
  onAgree: () => void;
  onRefuse: () => void;
}
export function NoticeOf({ method, why, refuse, onAgree, onRefuse }: NoticeOfProps) {
  const centre = useKiosk().slices.centre.value;
  if (!centre) return null;
  const { controller, contact, keptDays } = centre.notice;
  const rows = [
    [text.what, text.whatBy[method]],
    [text.who, controller],
    [text.why, why],
    [text.howLong, text.howLongText(keptDays)],
    [text.rights, text.rightsText(contact)],
  ] as const;
  return (
    <Page
      name="notice"
      title={text.title}
      action={
        <>
          <Button look="go" onTap={onAgree}>
            {text.agree}
          </Button>
          <Button onTap={onRefuse}>{refuse}</Button>
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
