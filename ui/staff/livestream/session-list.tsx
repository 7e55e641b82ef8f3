// Sessions as they run, are planned and were last, with what can be done to each.
import { useSignal } from '@preact/signals';
import type { SessionCard } from '../../../server/modules/livestream/console-schema.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { toast } from '../../kit/notice.tsx';
import { Qr } from '../../kit/qr.tsx';
import { zhLivestream } from '../../text/zh-livestream.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { dayText } from '../parts/format.ts';
import { Empty, FailureNote, Tag } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff } from '../staff.ts';
import { openPart, sessionPath } from './paths.ts';
import { PlanForm } from './plan-form.tsx';

const text = zhLivestream.list;
type Asking =
  | { what: 'plan'; session: SessionCard | null }
  | { what: 'cancel' | 'code'; session: SessionCard };

export function SessionListPage({ sessions }: { sessions: readonly SessionCard[] }) {
  const asking = useSignal<Asking | null>(null);
  const settling = useCommand<{ state: 'settled' }>();
  const groups = [
    { title: text.running, of: sessions.filter(isRunning) },
    { title: text.planned, of: sessions.filter(({ state }) => state === 'planned') },
    { title: text.over, of: sessions.filter(isOver) },
  ];
  function ask(next: Asking | null): void {
    asking.value = next;
  }
  async function settle({ id }: SessionCard): Promise<void> {
    const done = await settling.run(sessionPath(id, 'state'), { state: 'settled' });
    if (done) toast('good', text.settled);
  }
  return (
    <>
      <div class="toolbar">
        <Button look="go" onTap={() => ask({ what: 'plan', session: null })}>
          {text.plan}
        </Button>
      </div>
      <FailureNote failure={settling.failure.value} />
      {sessions.length === 0 && <Empty title={text.empty}>{text.emptyText}</Empty>}
      {groups.map(
        ({ title, of }) =>
          of.length > 0 && (
            <section key={title} class="part">
              <h2>{title}</h2>
              <ul class="session-cards">
                {of.map((session) => (
                  <Card key={session.id} session={session} ask={ask} onSettle={settle} />
                ))}
              </ul>
            </section>
          ),
      )}
      <Asked asking={asking.value} onEnd={() => ask(null)} />
    </>
  );
}

function isRunning({ state }: SessionCard): boolean {
  return state === 'live' || state === 'paused';
}
function isOver({ state }: SessionCard): boolean {
  return state === 'ended' || state === 'settled' || state === 'cancelled';
}

interface CardProps {
  session: SessionCard;
  ask: (asking: Asking) => void;
  onSettle: (session: SessionCard) => void;
}

function Card(props: CardProps) {
  const { session } = props;
  const { title, day, startsAt, platform, hosts, state, shelfCount, orders } = session;
  return (
    <li class="session-card">
      <div class="session-head">
        <b>{title}</b>
        <Tag tone={isRunning(session) ? 'good' : 'plain'}>{zhLivestream.states[state]}</Tag>
      </div>
      <p>
        {dayText(day)} {startsAt} · {zhLivestream.platforms[platform]}
      </p>
      <p class="quiet">{hosts.length > 0 ? text.hosts(hosts) : text.noHosts}</p>
      <p class="quiet">
        {text.shelf(shelfCount)} · {text.orders(orders.count, orders.totalFen)}
      </p>
      <CardActions {...props} />
    </li>
  );
}

function CardActions({ session, ask, onSettle }: CardProps) {
  const { router } = useStaff();
  const { id, title, appUrl, state } = session;
  const over = isOver(session);
  return (
    <div class="session-actions">
      {!over && (
        <>
          <Button
            look={isRunning(session) ? 'go' : 'plain'}
            label={text.consoleOf(title)}
            onTap={() => openPart(router, 'console', id)}
          >
            {text.console}
          </Button>
          <Button label={text.editShelfOf(title)} onTap={() => openPart(router, 'shelf', id)}>
            {text.editShelf}
          </Button>
          <Button label={text.changeOf(title)} onTap={() => ask({ what: 'plan', session })}>
            {text.change}
          </Button>
        </>
      )}
      {appUrl !== null && !over && (
        <Button label={text.codeOf(title)} onTap={() => ask({ what: 'code', session })}>
          {text.code}
        </Button>
      )}
      {state === 'planned' && (
        <Button
          look="quiet"
          label={text.cancelOf(title)}
          onTap={() => ask({ what: 'cancel', session })}
        >
          {text.cancel}
        </Button>
      )}
      {state !== 'planned' && (
        <Button label={text.historyOf(title)} onTap={() => openPart(router, 'history', id)}>
          {text.history}
        </Button>
      )}
      {state === 'ended' && (
        <Button label={text.settleOf(title)} onTap={() => onSettle(session)}>
          {text.settle}
        </Button>
      )}
    </div>
  );
}

function Asked({ asking, onEnd }: { asking: Asking | null; onEnd: () => void }) {
  switch (asking?.what) {
    case 'plan':
      return <PlanForm session={asking.session} onEnd={onEnd} />;
    case 'cancel':
      return <CancelSession session={asking.session} onEnd={onEnd} />;
    case 'code':
      return <SessionCode session={asking.session} onEnd={onEnd} />;
    default:
      return null;
  }
}

function CancelSession({ session, onEnd }: { session: SessionCard; onEnd: () => void }) {
  const command = useCommand<{ state: 'cancelled' }>();
  async function submit(): Promise<void> {
    if (!(await command.run(sessionPath(session.id, 'state'), { state: 'cancelled' }))) return;
    toast('good', text.cancelled);
    onEnd();
  }
  return (
    <FormDialog
      title={text.cancelTitle(session.title)}
      submit={text.cancel}
      busy={command.busy.value}
      failure={command.failure.value}
      onSubmit={submit}
      onCancel={onEnd}
    >
      <p>{text.cancelText}</p>
    </FormDialog>
  );
}

export function SessionCode({ session, onEnd }: { session: SessionCard; onEnd: () => void }) {
  return (
    <Dialog title={text.codeTitle} onDismiss={onEnd}>
      <div class="session-code">
        {session.appUrl !== null && <Qr text={session.appUrl} label={text.codeTitle} />}
        <p>{text.codeText}</p>
        <code>{session.appUrl}</code>
      </div>
      <div class="form-actions">
        <Button onTap={onEnd}>{zhStaff.common.close}</Button>
      </div>
    </Dialog>
  );
}
