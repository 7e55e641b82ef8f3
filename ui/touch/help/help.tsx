// 叫工作人员: call, wait, somebody comes; or take it back.
import { useEffect } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { Bell, Check } from '../../kit/icons.tsx';
import { common, refusalText, help as text } from '../../text/zh.ts';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { Page } from '../page.tsx';
import './help.css';

export function HelpPage() {
  const kiosk = useKiosk();
  const { slices, visits } = kiosk;
  const { helpCall, withdrawHelp } = visits.session.value;
  useEffect(() => void call(kiosk), []);
  const id = helpCall.value;
  const own = slices.help.value?.calls.find((one) => one.id === id);
  const coming = own?.state === 'accepted';
  const title = coming ? text.comingTitle : id === null ? text.calling : text.waitingTitle;
  const goOn = () => {
    if (visits.canGoBack.value) visits.back();
    else visits.arrive({ name: 'home' });
  };
  return (
    <Page
      name="help"
      centred
      title={title}
      action={
        <>
          <Button look="go" onTap={goOn}>
            {text.goOn}
          </Button>
          {!coming && (
            <Button busy={withdrawHelp.busy.value} onTap={() => void withdraw(kiosk, goOn)}>
              {text.withdraw}
            </Button>
          )}
        </>
      }
    >
      <div class={coming ? 'help help-coming' : 'help'} role="status">
        <span class="help-mark">{coming ? <Check /> : <Bell />}</span>
        <p>
          <Clauses text={coming ? text.comingText : text.waitingText} />
        </p>
      </div>
    </Page>
  );
}

async function call(kiosk: Kiosk): Promise<void> {
  const { visits, slices } = kiosk;
  const session = visits.session.value;
  const id = session.helpCall.value;
  const open = slices.help.value?.calls.some((one) => one.id === id);
  if (id !== null && open) return;
  session.helpCall.value = null;
  const outcome = await session.callHelp.run('/api/help/calls', {});
  if (!outcome || visits.session.value !== session) return;
  if (outcome.ok) session.helpCall.value = outcome.reply.id;
  else {
    const { failure } = outcome;
    session.failed.value = {
      title: text.failedTitle,
      text:
        failure.kind === 'refused' ? refusalText(failure.code, failure.params) : common.unreachable,
      retry: () => void call(kiosk),
      instead: null,
    };
  }
}

/** Gone either way: a call that cannot be taken back was taken or is over. */
async function withdraw({ visits }: Kiosk, then: () => void): Promise<void> {
  const session = visits.session.value;
  const id = session.helpCall.value;
  if (id !== null) {
    const outcome = await session.withdrawHelp.run(`/api/help/calls/${id}/withdrawal`, {});
    if (!outcome || visits.session.value !== session) return;
    session.helpCall.value = null;
  }
  then();
}
