// It is recorded: say so, say what comes next.
import type { CheckInReply } from '../../../server/modules/attendance/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Check, Leave, Ticket } from '../../kit/icons.tsx';
import { checkOut, common, purposes, checkIn as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import { checkOut as leaveNow } from './flow.ts';
import './attendance.css';

export function CheckedInPage({ reply }: { reply: CheckInReply }) {
  const { visits, slices } = useKiosk();
  const hasItems = slices.services.value?.items.some(({ served }) => served) ?? false;
  const errand = reply.purpose === 'errand' && hasItems;
  const finish = () => visits.reset();
  return (
    <Page
      name="checked-in"
      centred
      title={reply.already ? text.alreadyTitle : text.doneTitle}
      action={
        <>
          {errand && (
            <Button look="go" icon={<Ticket />} onTap={() => visits.go({ name: 'services' })}>
              {text.doneNumber}
            </Button>
          )}
          <Button look={errand ? 'plain' : 'go'} onTap={finish}>
            {common.ok}
          </Button>
        </>
      }
    >
      <div class="done" role="status">
        <span class="done-mark">
          <Check />
        </span>
        <p class="done-what">
          {reply.already
            ? text.alreadyText
            : text.doneText(purposes[reply.purpose].name, reply.headcount)}
        </p>
        <p>
          <Clauses text={text.doneLeave} />
        </p>
      </div>
    </Page>
  );
}

/** Whoever checked in a moment ago need not say again who they are. */
export function LeavePage({ visitId }: { visitId: string }) {
  const kiosk = useKiosk();
  const { checkOut: leaving } = kiosk.visits.session.value;
  return (
    <Page
      name="leave"
      centred
      title={checkOut.sessionTitle}
      action={
        <>
          <Button
            look="go"
            busy={leaving.busy.value}
            onTap={() => void leaveNow(kiosk, { method: 'session', visitId })}
          >
            {checkOut.session}
          </Button>
          <Button onTap={() => kiosk.visits.go({ name: 'method', direction: 'out' })}>
            {text.otherWay}
          </Button>
        </>
      }
    >
      <div class="done">
        <span class="done-mark done-mark-leave">
          <Leave />
        </span>
        <p>
          <Clauses text={checkOut.sessionText} />
        </p>
      </div>
    </Page>
  );
}

export function LeftPage() {
  const { visits } = useKiosk();
  return (
    <Page
      name="left"
      centred
      title={checkOut.doneTitle}
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
        <p class="done-what">{checkOut.doneText}</p>
      </div>
    </Page>
  );
}
