// The printer's twin: reads the same bytes as the real one, answers the same questions, keeps its paper to look at,
// and runs out of paper, opens its cover or loses power when told to.
import { createEscposParser, type PaperOp } from '../codecs/escpos-parser.ts';
import { createListeners } from '../listeners.ts';
import type { VirtualPrinterReport, VirtualPrinterSwitches } from '../schema.ts';
import { systemTimers, type TimerHandle, type Timers } from '../timers.ts';
import { createMemoryTransport, type MemoryPeer } from '../transports/memory.ts';
import type { Transport } from '../transports/transport.ts';
import { createPaper } from './paper.ts';
import { drawPaper } from './paper-svg.ts';

export interface VirtualPrinterOptions {
  columns?: 48 | 32;
  timers?: Timers;
  /** Whether it answers GS ( H, as TM printers do and most others do not. */
  processId?: boolean;
  /** How long it stays dark after losing power. */
  darkMs?: number;
}

export interface VirtualPrinter {
  /** A new wire to it: `createPrinter({ open: twin.connect, virtual: true, … })`. */
  connect(): Transport;
  switches(): VirtualPrinterSwitches;
  set(change: Partial<VirtualPrinterSwitches>): void;
  report(): VirtualPrinterReport;
  /** A picture of its newest slips, 576 units wide. */
  paperSvg(): string;
  onChange(listener: () => void): () => void;
  stop(): void;
}

/** A printer that cannot print holds this much, then takes no more. */
const bufferBytes = 64 * 1024;
const sliceBytes = 64;
/** It loses power after so many lines: enough to be a torn slip, too few to be a whole one. */
const linesBeforeDark = 3;

export function createVirtualPrinter(options: VirtualPrinterOptions = {}): VirtualPrinter {
  const { columns = 48, timers = systemTimers, processId = true, darkMs = 1_500 } = options;
  const paper = createPaper(columns);
  const parser = createEscposParser(act);
  const changes = createListeners<void>();
  let switches: VirtualPrinterSwitches = {
    paperOut: false,
    paperNearEnd: false,
    coverOpen: false,
    offline: false,
    losePowerNextJob: false,
    unplugged: false,
  };
  let wire: MemoryPeer | null = null;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let autoStatus = 0;
  let dark: TimerHandle | null = null;
  let tail: number[] = [];

  const blocked = () => switches.paperOut || switches.coverOpen || switches.offline;

  function send(...bytes: number[]): void {
    wire?.send(Uint8Array.from(bytes));
  }

  function act(op: PaperOp): void {
    if (dark) return;
    switch (op.op) {
      case 'queuedStatus':
        send(switches.paperNearEnd ? 0x03 : 0x00);
        break;
      case 'processId':
        if (processId) send(0x37, 0x22, ...op.id, 0x00);
        break;
      case 'autoStatus':
        autoStatus = op.mask;
        if (autoStatus) send(...autoStatusBytes());
        break;
      case 'initialise':
        autoStatus = 0;
        paper.apply(op);
        break;
      default: {
        const closes = op.op === 'cut' && paper.openLines() > 0;
        const tearing = closes || paper.openLines() >= linesBeforeDark;
        if (switches.losePowerNextJob && tearing) losePower();
        else paper.apply(op);
      }
    }
  }

  function losePower(): void {
    switches = { ...switches, losePowerNextJob: false };
    paper.tear();
    waiting = [];
    waitingBytes = 0;
    autoStatus = 0;
    dark = timers.setTimeout(() => {
      dark = null;
      parser.reset();
      paper.apply({ op: 'initialise' });
    }, darkMs);
    wire?.cut('reset');
    wire = null;
  }

  /** DLE EOT is answered on arrival, whatever else is waiting; printers find it in any data. */
  function answerRealTime(bytes: Uint8Array): void {
    for (const byte of bytes) {
      tail = [...tail.slice(-2), byte];
      const [dle, eot, part = 0] = tail;
      if (dle === 0x10 && eot === 0x04) send(statusByte(part));
    }
  }

  function statusByte(part: number): number {
    const { coverOpen, paperOut, paperNearEnd } = switches;
    const noPaper = paperOut || coverOpen;
    if (part === 1) return 0x12 | (blocked() ? 0x08 : 0);
    if (part === 2) return 0x12 | (coverOpen ? 0x04 : 0) | (noPaper ? 0x20 : 0);
    if (part === 4) return 0x12 | (noPaper ? 0x60 : 0) | (paperNearEnd || noPaper ? 0x0c : 0);
    return 0x12;
  }

  function autoStatusBytes(): number[] {
    const { coverOpen, paperOut, paperNearEnd } = switches;
    const third = (paperOut || coverOpen ? 0x0c : 0) | (paperNearEnd || paperOut ? 0x03 : 0);
    return [0x10 | (blocked() ? 0x08 : 0) | (coverOpen ? 0x20 : 0), 0, third, 0];
  }

  function work(): void {
    while (!blocked() && !dark) {
      const next = waiting.shift();
      if (!next) break;
      waitingBytes -= next.length;
      parser.feed(next);
    }
    if (waitingBytes < bufferBytes) wire?.resume();
    changes.emit();
  }

  function take(bytes: Uint8Array): void {
    answerRealTime(bytes);
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      waiting.push(bytes.subarray(at, at + sliceBytes));
    }
    waitingBytes += bytes.length;
    if (waitingBytes >= bufferBytes) wire?.pause();
    work();
  }

  return {
    connect: () => ({
      ...createMemoryTransport({
        timers,
        admit(peer) {
          if (switches.unplugged) return 'missing';
          // One connection at a time, as port 9100 printers have it.
          if (dark || wire) return 'refused';
          wire = peer;
          peer.onData((bytes) => wire === peer && take(bytes));
          peer.onClose(() => {
            if (wire === peer) wire = null;
          });
          return null;
        },
      }),
      presence: async () => (switches.unplugged ? null : 'twin'),
    }),
    switches: () => ({ ...switches }),
    set(change) {
      switches = { ...switches, ...change };
      if (switches.unplugged) wire?.cut('unplugged');
      if (autoStatus) send(...autoStatusBytes());
      work();
    },
    report: () => ({ switches: { ...switches }, slips: paper.slips() }),
    paperSvg: () => drawPaper(paper.slips(), columns),
    onChange: changes.add,
    stop() {
      if (dark) timers.clearTimeout(dark);
      dark = null;
      wire?.cut('ended');
      wire = null;
    },
  };
}
