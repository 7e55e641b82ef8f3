// How the printer is, in words that say what to do.
import type { DeviceStatus } from '../../../devices/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Printer } from '../../kit/icons.tsx';
import { toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { zhDesk } from '../../text/zh-staff-desk.ts';
import { momentText } from '../parts/format.ts';
import { FailureNote, Tag } from '../parts/notes.tsx';
import { useCommand } from '../parts/requests.ts';
import { useStaff, useZone } from '../staff.ts';

const text = zhDesk.printer;

export function PrinterCard({ printer }: { printer: DeviceStatus | null }) {
  const { jobs } = useStaff().live.slices;
  const zone = useZone();
  const testing = useCommand<Record<never, never>>();
  const waiting = jobs.value?.waiting ?? 0;
  const atWork = printer?.state === 'ready' && waiting > 0;
  const words = wordsOf(printer);
  const wrong = printer !== null && (printer.state !== 'ready' || printer.paperNearEnd);

  async function test(): Promise<void> {
    if (await testing.run('/api/printing/test-slips', {})) toast('good', text.tested);
  }

  return (
    <section class="panel">
      <h2>
        {text.title} {printer?.virtual && <Tag tone="plain">{zhStaff.virtual}</Tag>}
      </h2>
      <div class={`printer-state ${wrong ? 'is-trouble' : 'is-good'}`} aria-live="polite">
        <Printer />
        <div>
          <b class="printer-title">{words.title}</b>
          <p>{words.text}</p>
          {wrong && <p>{text.since(momentText(printer.sinceMs, zone))}</p>}
        </div>
      </div>
      {printer?.fontMissing && <p class="note note-trouble">{text.fontMissing}</p>}
      <div class="toolbar">
        <span aria-live="polite">{atWork ? text.printing(waiting) : waitingText(waiting)}</span>
        <span class="push">
          <Button disabled={!printer} busy={testing.busy.value} onTap={test}>
            {text.test}
          </Button>
        </span>
      </div>
      <FailureNote failure={testing.failure.value} />
    </section>
  );
}

function waitingText(waiting: number): string {
  return waiting > 0 ? text.waiting(waiting) : text.waitingNone;
}

function wordsOf(printer: DeviceStatus | null): { title: string; text: string } {
  if (!printer) return { title: text.none, text: text.noneText };
  if (printer.trouble) return text.troubles[printer.trouble];
  if (printer.state === 'opening') return { title: text.opening, text: text.openingText };
  if (printer.state !== 'ready') return text.troubles.unreachable;
  if (printer.paperNearEnd) return { title: text.nearEnd, text: text.nearEndText };
  return { title: text.ready, text: text.readyText };
}
