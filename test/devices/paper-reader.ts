// What is on the paper, read by the tables of the manuals alone (SP91, TM-T88, facts in the design) and by nothing of
// ours: whatever is not in the tables is a violation. One byte at a time, so that a printer can stop in the middle.

export interface ReadSlip {
  /** Lines as printed; `▒` stands for a picture, `qr:…` and `barcode:…` for codes. */
  lines: string[];
  /** For each line, the width and height it was printed in, e.g. `8x8`. */
  sizes: string[];
  pictures: { widthDots: number; heightDots: number; blackDots: number }[];
  /** `beep 2`, `drawer 0` */
  signals: string[];
  end: 'cut' | 'torn' | 'open';
}

export interface PaperReader {
  /** True when the byte completed a line, a code, a picture or a cut. */
  take(byte: number): boolean;
  /** Power lost: forgets everything begun. */
  powerOff(): void;
  readonly slips: ReadSlip[];
  /** The slip being printed; null between slips. */
  readonly open: ReadSlip | null;
  readonly violations: string[];
}

export interface Questions {
  queuedStatus(): void;
  processId(id: string): void;
  /** GS a; 0 switches it off, and so does ESC @. */
  autoStatus?(mask: number): void;
}

/** Command bytes in hex → how many parameter bytes follow. */
const table: Record<string, number> = {
  '1b40': 0,
  '1b42': 2,
  '1b52': 1,
  '1b61': 1,
  '1b45': 1,
  '1b64': 1,
  '1b70': 3,
  '1c26': 0,
  '1c21': 1,
  '1d21': 1,
  '1d48': 1,
  '1d56': 1,
  '1d61': 1,
  '1d68': 1,
  '1d72': 1,
  '1d77': 1,
};
const longCommands = ['1d28', '1d6b', '1d76'];

/** The data of CODE128 after the TM-T88 manual: `{A {B {C` choose the set, `{{` is a brace, set C has a pair a byte. */
function readCode128(data: readonly number[]): string | null {
  let set = '';
  let text = '';
  for (let at = 0; at < data.length; at += 1) {
    const byte = data[at] as number;
    if (byte === 0x7b) {
      at += 1;
      const choice = String.fromCharCode(data[at] ?? 0);
      if ('ABC'.includes(choice)) set = choice;
      else if (choice === '{' && set !== 'C') text += '{';
      else return null;
    } else if (set === 'C') {
      if (byte > 99) return null;
      text += byte < 10 ? `0${byte}` : `${byte}`;
    } else if (set !== '' && byte < 128) text += String.fromCharCode(byte);
    else return null;
  }
  return text;
}

export function createPaperReader(questions: Questions): PaperReader {
  const gbk = new TextDecoder('gbk');
  const slips: ReadSlip[] = [];
  const violations: string[] = [];
  let open: ReadSlip | null = null;
  let held: number[] = [];
  let line = '';
  let size = '1x1';
  let hanziMode = false;
  let code = '';

  function slip(): ReadSlip {
    if (!open) {
      open = { lines: [], sizes: [], pictures: [], signals: [], end: 'open' };
      slips.push(open);
    }
    return open;
  }

  function put(text: string, how: string): void {
    slip().lines.push(text);
    slip().sizes.push(how);
  }

  function finish(how: 'cut' | 'torn'): void {
    if (open) open.end = how;
    open = null;
  }

  function violate(what: string): void {
    violations.push(`${what} ${Buffer.from(held).toString('hex').slice(0, 40)}`);
    held = [];
  }

  function command(): boolean {
    const name = Buffer.from(held.slice(0, 2)).toString('hex');
    const n = held[2] ?? 0;
    const count = table[name];
    if (longCommands.includes(name)) return longCommand(name);
    if (count === undefined) {
      violate('unknown command');
      return false;
    }
    if (held.length < 2 + count) return false;
    held = [];
    if (name === '1d61') questions.autoStatus?.(n);
    if (name === '1b42') slip().signals.push(`beep ${n}`);
    if (name === '1b70') slip().signals.push(`drawer ${n}`);
    if (name === '1b40') {
      line = '';
      size = '1x1';
      hanziMode = false;
      questions.autoStatus?.(0);
    }
    if (name === '1c26') hanziMode = true;
    if (name === '1d21') size = `${(n >> 4) + 1}x${(n & 15) + 1}`;
    if (name === '1d72') questions.queuedStatus();
    if (name === '1d56') finish('cut');
    return name === '1d56';
  }

  function barcode(): boolean {
    const [, , kind = 0, count = 0, ...data] = held;
    if (held.length < 4 || data.length < count) return false;
    held = [];
    const text = kind === 73 ? readCode128(data) : null;
    if (text === null) violate('no such bar code');
    else put(`barcode:${text}`, size);
    return text !== null;
  }

  function longCommand(name: string): boolean {
    if (name === '1d6b') return barcode();
    if (name === '1d28') {
      const length = (held[3] ?? 0) + (held[4] ?? 0) * 256;
      if (held.length < 5 || held.length < 5 + length) return false;
      const [kind = 0, , , ...body] = held.slice(2);
      held = [];
      if (kind === 0x48) questions.processId(String.fromCharCode(...body.slice(2)));
      else if (kind !== 0x6b) violate('unknown GS (');
      else if (body[1] === 0x50) code = String.fromCharCode(...body.slice(3));
      else if (body[1] === 0x51) {
        put(`qr:${code}`, size);
        return true;
      }
      return false;
    }
    const rowBytes = (held[4] ?? 0) + (held[5] ?? 0) * 256;
    const rows = (held[6] ?? 0) + (held[7] ?? 0) * 256;
    if (held.length < 8 || held.length < 8 + rowBytes * rows) return false;
    const dots = held.slice(8);
    held = [];
    const blackDots = dots.reduce(
      (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
      0,
    );
    put('▒', size);
    slip().pictures.push({ widthDots: rowBytes * 8, heightDots: rows, blackDots });
    return true;
  }

  function take(byte: number): boolean {
    const [first] = held;
    if (first === undefined && byte === 0x0a) {
      put(line, size);
      line = '';
      return true;
    }
    if (first === undefined && byte === 0x00) return false;
    held.push(byte);
    if (first === 0x10) {
      if (held.length === 3) held = [];
      return false;
    }
    if (first === 0x1b || first === 0x1c || first === 0x1d) return command();
    if (first !== undefined) {
      // Second byte of a Hanzi.
      const text = gbk.decode(Uint8Array.from(held));
      if (text.includes('\ufffd') || [...text].length !== 1) violate('no such Hanzi');
      else line += text;
      held = [];
      return false;
    }
    if ([0x10, 0x1b, 0x1c, 0x1d].includes(byte)) return false;
    if (byte >= 0x20 && byte < 0x7f) {
      line += String.fromCharCode(byte);
      held = [];
    } else if (byte < 0x81 || byte === 0xff || !hanziMode) {
      violate('byte that is no text');
    }
    return false;
  }

  return {
    take,
    powerOff() {
      finish('torn');
      held = [];
      line = '';
      size = '1x1';
      hanziMode = false;
    },
    slips,
    get open() {
      return open;
    },
    violations,
  };
}
