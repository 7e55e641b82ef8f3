// The doors: only those that work, each with what is behind it now.
import { Clauses } from '../../kit/clauses.tsx';
import { Clock } from '../../kit/clock.tsx';
import { Check, Leave, Ticket, Warning } from '../../kit/icons.tsx';
import { Banner } from '../../kit/notice.tsx';
import { attract, stopped as stoppedText, home as text } from '../../text/zh.ts';
import { hall as hallText } from '../../text/zh-services.ts';
import { deviceWorks } from '../attendance/method.tsx';
import { type Kiosk, useKiosk } from '../kiosk.ts';
import { DemoBadge, HelpWay, LargeTypeWay } from '../page.tsx';
import { offerOf } from '../services/catalogue.ts';
import { Calling } from './calling.tsx';
import { Door } from './door.tsx';
import { Notices } from './notices.tsx';
import { WorkshopDoor } from './workshop-door.tsx';
import './home.css';

export function HomePage() {
  const kiosk = useKiosk();
  const { slices, stopped } = kiosk;
  const closed = slices.centre.value?.day === null;
  return (
    <div class="home">
      <CentreHeader />
      <Calling />
      <main class="doors">
        {stopped.value ? (
          <Banner tone="stop" title={stoppedText.title} icon={<Warning />} live large>
            <Clauses text={stoppedText.text} />
          </Banner>
        ) : closed ? (
          <Banner tone="trouble" title={text.closed} icon={<Warning />} live large>
            {text.closedHint}
          </Banner>
        ) : (
          <Doors kiosk={kiosk} />
        )}
      </main>
      <Notices />
      <nav class="ways" aria-label={text.ways}>
        <LargeTypeWay />
        <HelpWay />
      </nav>
    </div>
  );
}

export function CentreHeader() {
  const centre = useKiosk().slices.centre.value;
  if (!centre) return null;
  return (
    <header class="centre">
      <div>
        <h1>{centre.name}</h1>
        <p>
          {[centre.town, centre.slogan].filter(Boolean).join(' · ')}
          {centre.demo && <DemoBadge />}
        </p>
      </div>
      {!centre.dayNeedsConfirmation && <Clock zone={centre.zone} />}
    </header>
  );
}

function Doors({ kiosk }: { kiosk: Kiosk }) {
  const { slices, visits } = kiosk;
  const { today } = slices.attendance.value ?? {};
  const offer = offerOf(kiosk);
  const items = offer.items.filter(({ served }) => served);
  const hall = slices.services.value?.hall;
  const leave = () => {
    const visitId = visits.session.value.visitId.value;
    if (visitId === null) visits.go({ name: 'method', direction: 'out' });
    else visits.go({ name: 'leave', visitId });
  };
  return (
    <>
      <Door
        look="first"
        icon={<Check />}
        name={text.checkIn}
        hint={text.checkInHint(waysIn(kiosk))}
        now={attract.today(today?.people ?? 0)}
        onTap={() => visits.go({ name: 'purpose' })}
      />
      {items.length > 0 && (
        <Door
          icon={<Ticket />}
          name={text.takeNumber}
          hint={hallText.offer(items.length, offer.packages.length)}
          now={attract.waiting(slices.services.value?.waiting ?? 0)}
          note={hall?.open === false ? hallText.closedDoor(hall.opensAt) : paperNote(kiosk)}
          onTap={() => visits.go({ name: 'services' })}
        />
      )}
      <WorkshopDoor kiosk={kiosk} />
      <Door
        icon={<Leave />}
        name={text.leave}
        hint={text.leaveHint}
        now={text.inside(today?.inside ?? 0)}
        onTap={leave}
      />
    </>
  );
}

function waysIn(kiosk: Kiosk): string[] {
  const ways = [text.byPhone];
  if (deviceWorks(kiosk, 'codeScanner')) ways.unshift(text.byCode);
  if (deviceWorks(kiosk, 'idCardReader')) ways.unshift(text.byCard);
  if (ways.length === 1) ways.push(text.byList);
  return ways;
}

/** Known before the number is drawn: there may be no slip. */
function paperNote({ slices }: Kiosk): string | undefined {
  const printer = slices.devices.value?.devices.printer;
  if (!printer || printer.state === 'absent') return text.noPrinter;
  if (printer.trouble === 'paperOut') return text.noPaper;
  return printer.trouble ? text.noPrinter : undefined;
}
