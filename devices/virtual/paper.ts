// The paper of the virtual printer: what the parsed commands leave on it, slip by slip.
import { barsOf, readCode128 } from '../codecs/code128.ts';
import type { PaperOp } from '../codecs/escpos-parser.ts';
import type { PaperLine, PaperRun, PaperSlip } from '../schema.ts';

export interface Paper {
  apply(op: PaperOp): void;
  /** The power went: the line that was being built is lost, the slip is torn. */
  tear(): void;
  /** Newest first. */
  slips(): PaperSlip[];
  /** Lines on the slip that is in the printer now. */
  openLines(): number;
}

const keptSlips = 20;
/** Noise never cuts: a roll of paper ends somewhere. */
const linesOfRoll = 300;
const lineDots = 30;

interface Size {
  wide: number;
  high: number;
}
const single: Size = { wide: 1, high: 1 };

export function createPaper(columns: number): Paper {
  const kept: PaperSlip[] = [];
  let ids = 0;
  let open: PaperSlip | null = null;
  let runs: PaperRun[] = [];
  let used = 0;
  let align: 'left' | 'centre' | 'right' = 'left';
  let bold = false;
  let ascii = single;
  let hanzi = single;

  function add(line: PaperLine): void {
    if (!open) {
      open = { id: ++ids, lines: [], end: 'open' };
      kept.unshift(open);
      kept.length = Math.min(kept.length, keptSlips);
    }
    open.lines.push(line);
    if (open.lines.length >= linesOfRoll) end('cut');
  }

  function end(how: 'cut' | 'torn'): void {
    if (open) open.end = how;
    open = null;
  }

  function write(text: string, own: 1 | 2): void {
    const size = own === 2 ? hanzi : ascii;
    const width = own * size.wide;
    if (used > 0 && used + width > columns) breakLine();
    used += width;
    const last = runs.at(-1);
    if (last && last.wide === size.wide && last.high === size.high && last.bold === bold) {
      last.text += text;
      last.columns += width;
    } else runs.push({ text, columns: width, ...size, bold });
  }

  function breakLine(): void {
    if (runs.length > 0) add({ kind: 'text', align, runs });
    else if (open) add({ kind: 'blank', dots: lineDots });
    runs = [];
    used = 0;
  }

  /** A line without its line feed is printed before whatever cannot stand beside it. */
  function flush(): void {
    if (runs.length > 0) breakLine();
  }

  function reset(): void {
    runs = [];
    used = 0;
    align = 'left';
    bold = false;
    ascii = hanzi = single;
  }

  function feed(dots: number): void {
    flush();
    if (open && dots > 0) add({ kind: 'blank', dots });
  }

  function setSize({ wide, high, of }: Extract<PaperOp, { op: 'size' }>): void {
    if (of !== 'hanzi') ascii = { wide, high };
    if (of !== 'ascii') hanzi = { wide, high };
  }

  function place(line: PaperLine): void {
    flush();
    add(line);
  }

  function placeBarcode(op: Extract<PaperOp, { op: 'barcode' }>): void {
    const code = readCode128(op.data);
    if (!code) return;
    const { moduleDots, heightDots } = op;
    const bars = barsOf(code);
    place({ kind: 'barcode', align, data: code.text, moduleDots, heightDots, bars });
  }

  function apply(op: PaperOp): void {
    switch (op.op) {
      case 'text':
        write(op.text, op.columns);
        break;
      case 'lineFeed':
        breakLine();
        break;
      case 'feedLines':
        feed(op.lines * lineDots);
        break;
      case 'feedDots':
        feed(op.dots);
        break;
      case 'initialise':
        reset();
        break;
      case 'align':
        align = op.to === 1 ? 'centre' : op.to === 2 ? 'right' : 'left';
        break;
      case 'bold':
        bold = op.on;
        break;
      case 'size':
        setSize(op);
        break;
      case 'image': {
        const bits = Buffer.from(op.bits).toString('base64');
        place({ kind: 'image', align, width: op.width, height: op.height, bits });
        break;
      }
      case 'qr':
        place({ kind: 'qr', align, data: op.data, cellDots: op.cellDots });
        break;
      case 'barcode':
        placeBarcode(op);
        break;
      case 'beep':
        place({ kind: 'signal', signal: 'beep', times: op.times });
        break;
      case 'drawer':
        place({ kind: 'signal', signal: 'drawer', times: 1 });
        break;
      case 'cut':
        flush();
        end('cut');
        break;
      case 'unknown':
        add({ kind: 'unknown', bytes: Buffer.from(op.bytes).toString('hex') });
        break;
    }
  }

  return {
    apply,
    tear() {
      end('torn');
      reset();
    },
    slips: () => structuredClone(kept),
    openLines: () => open?.lines.length ?? 0,
  };
}
