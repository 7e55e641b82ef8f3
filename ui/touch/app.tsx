// Which page is on, and what may lie over it.
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../kit/button.tsx';
import { Clauses } from '../kit/clauses.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Warning } from '../kit/icons.tsx';
import { Banner, Toasts } from '../kit/notice.tsx';
import { common, idle as idleText, offline, stopped as stoppedText } from '../text/zh.ts';
import { CheckedInPage, LeavePage, LeftPage } from './attendance/done.tsx';
import { HeadcountPage, ManyPeoplePage } from './attendance/headcount.tsx';
import { MethodPage } from './attendance/method.tsx';
import { NoticePage } from './attendance/notice.tsx';
import { PhonePage } from './attendance/phone.tsx';
import { PresentPage } from './attendance/present.tsx';
import { PurposePage } from './attendance/purpose.tsx';
import { ResidentsPage, SurnamesPage } from './attendance/residents.tsx';
import { UnitPage } from './attendance/unit.tsx';
import { AttractPage } from './attract/attract.tsx';
import { HelpPage } from './help/help.tsx';
import { HomePage } from './home/home.tsx';
import { isFinal, useKiosk } from './kiosk.ts';
import { Page } from './page.tsx';
import type { Failed, Screen, ScreenName } from './plan.ts';
import { ratings } from './ratings/ratings.tsx';
import { AppointmentPage } from './services/appointment.tsx';
import { ConfirmPage } from './services/confirm.tsx';
import { DepartmentPage, DepartmentsPage } from './services/departments.tsx';
import { ItemPage } from './services/item.tsx';
import { MaterialsPage } from './services/materials-page.tsx';
import { PackagePage } from './services/package.tsx';
import { ServicesPage } from './services/services.tsx';
import { TicketPage } from './services/ticket.tsx';
import { TicketStatusPage } from './services/ticket-status.tsx';
import { VisitorClassPage } from './services/visitor-class.tsx';
import { SetupPage } from './setup/setup.tsx';
import { workshop } from './workshop/workshop.tsx';

/** A restart of the server is over before anybody needs to be told. */
const CUT_OFF_GRACE_MS = 1_000;

export function App() {
  const kiosk = useKiosk();
  const { ready, visits, idle, cutOff } = kiosk;
  const session = visits.session.value;
  if (!ready.value) return <p class="preparing">{common.ready}</p>;
  const { failed } = session;
  return (
    <>
      <Current key={visits.count.value} />
      <Toasts />
      {cutOff.value ? (
        <Offline />
      ) : idle.warning.value ? (
        <StillThere />
      ) : (
        failed.value && (
          <FailedDialog
            failed={failed.value}
            close={() => {
              failed.value = null;
            }}
          />
        )
      )}
    </>
  );
}

/** What can be shown although nothing can be recorded. */
const UNSTOPPED: readonly ScreenName[] = ['attract', 'home'];

function Current() {
  const { visits, slices, stopped } = useKiosk();
  const screen = visits.screen.value;
  const setup = slices.setup.value;
  if (screen.name === 'attract' && setup?.code) {
    return <SetupPage code={setup.code} urls={setup.staffUrls} />;
  }
  if (stopped.value && !UNSTOPPED.includes(screen.name) && !isFinal(screen.name)) {
    return <StoppedPage />;
  }
  return <ScreenOf screen={screen} />;
}

function ScreenOf({ screen }: { screen: Screen }) {
  switch (screen.name) {
    case 'attract':
      return <AttractPage />;
    case 'home':
      return <HomePage />;
    case 'purpose':
      return <PurposePage />;
    case 'method':
      return <MethodPage direction={screen.direction} />;
    case 'notice':
      return <NoticePage method={screen.method} />;
    case 'present':
      return <PresentPage method={screen.method} direction={screen.direction} />;
    case 'phone':
      return <PhonePage direction={screen.direction} />;
    case 'surnames':
      return <SurnamesPage direction={screen.direction} />;
    case 'residents':
      return <ResidentsPage surname={screen.surname} direction={screen.direction} />;
    case 'headcount':
      return <HeadcountPage />;
    case 'manyPeople':
      return <ManyPeoplePage />;
    case 'unit':
      return <UnitPage />;
    case 'checkedIn':
      return <CheckedInPage reply={screen.reply} />;
    case 'leave':
      return <LeavePage visitId={screen.visitId} />;
    case 'left':
      return <LeftPage />;
    case 'rate':
    case 'badRating':
    case 'ratingPhone':
    case 'rated':
      return <ratings.Pages screen={screen} />;
    case 'services':
      return <ServicesPage />;
    case 'departments':
      return <DepartmentsPage cart={screen.cart} />;
    case 'department':
      return <DepartmentPage departmentId={screen.departmentId} cart={screen.cart} />;
    case 'item':
      return <ItemPage itemId={screen.itemId} cart={screen.cart} />;
    case 'package':
      return <PackagePage packageId={screen.packageId} />;
    case 'materials':
      return <MaterialsPage of={screen.of} cart={screen.cart} />;
    case 'appointment':
      return <AppointmentPage />;
    case 'confirm':
      return <ConfirmPage cart={screen.cart} />;
    case 'visitorClass':
      return <VisitorClassPage />;
    case 'ticket':
      return <TicketPage reply={screen.reply} />;
    case 'ticketStatus':
      return <TicketStatusPage code={screen.code} status={screen.status} />;
    case 'help':
      return <HelpPage />;
    default:
      return <workshop.Pages screen={screen} />;
  }
}

function StoppedPage() {
  return (
    <Page name="stopped" title={stoppedText.title} centred>
      <Banner tone="stop" title={common.askStaff} icon={<Warning />} live large>
        <Clauses text={stoppedText.text} />
      </Banner>
    </Page>
  );
}

function Offline() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), CUT_OFF_GRACE_MS);
    return () => clearTimeout(timer);
  }, []);
  return shown ? (
    <Dialog title={offline.title}>
      <Clauses text={offline.text} />
    </Dialog>
  ) : null;
}

function StillThere() {
  const { idle, visits } = useKiosk();
  return (
    <Dialog
      title={idleText.title}
      onDismiss={idle.stir}
      actions={
        <>
          <Button look="go" autofocus onTap={idle.stir}>
            {idleText.goOn}
          </Button>
          <Button onTap={visits.reset}>{idleText.finish}</Button>
        </>
      }
    >
      <Clauses text={idleText.text} />
    </Dialog>
  );
}

function FailedDialog({ failed, close }: { failed: Failed; close: () => void }) {
  const then = (next: (() => void) | null) => () => {
    close();
    next?.();
  };
  return (
    <Dialog
      title={failed.title}
      onDismiss={close}
      actions={
        <>
          {failed.retry && (
            <Button look="go" onTap={then(failed.retry)}>
              {common.again}
            </Button>
          )}
          {failed.instead && (
            <Button look="go" onTap={then(failed.instead.go)}>
              {failed.instead.name}
            </Button>
          )}
          <Button
            look={failed.retry || failed.instead ? 'plain' : 'go'}
            onTap={then(failed.otherwise?.go ?? null)}
          >
            {failed.otherwise?.name ?? common.ok}
          </Button>
        </>
      }
    >
      <Clauses text={failed.text} />
    </Dialog>
  );
}
