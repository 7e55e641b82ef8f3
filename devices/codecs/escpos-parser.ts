// ESC/POS bytes → what a printer would do with them. Knows nothing of our encoder, takes any chunking, never throws,
// skips what it does not know and says so. Lengths of commands: SP91, HCC POS80B and Epson manuals.

export type PaperOp =
  | { readonly op: 'text'; readonly text: string; readonly columns: 1 | 2 }
  | { readonly op: 'lineFeed' }
  | { readonly op: 'feedLines'; readonly lines: number }
  | { readonly op: 'feedDots'; readonly dots: number }
  | { readonly op: 'initialise' }
  | { readonly op: 'align'; readonly to: number }
  | { readonly op: 'bold'; readonly on: boolean }
  /** GS !, FS !, ESC !: of several the last has its way, as on the printers we know. */
  | {
      readonly op: 'size';
      readonly wide: number;
      readonly high: number;
      readonly of: 'all' | 'hanzi' | 'ascii';
    }
  | { readonly op: 'cut' }
  | {
      readonly op: 'image';
      readonly width: number;
      readonly height: number;
      readonly bits: Uint8Array;
    }
  | { readonly op: 'qr'; readonly data: string; readonly cellDots: number }
  /** GS k 73, the data as they came: `{B…`. */
  | {
      readonly op: 'barcode';
      readonly data: Uint8Array;
      readonly moduleDots: number;
      readonly heightDots: number;
    }
  | { readonly op: 'beep'; readonly times: number }
  | { readonly op: 'drawer' }
  | { readonly op: 'queuedStatus'; readonly part: number }
  | { readonly op: 'processId'; readonly id: Uint8Array }
  | { readonly op: 'autoStatus'; readonly mask: number }
  | { readonly op: 'unknown'; readonly bytes: Uint8Array };

/** Parameter bytes after the two bytes of a command; what has data of its own is in `command`. */
const parameters: Record<number, Record<string, number>> = {
  27: counts({ 0: '@2<SLim', 1: '!EG-adeJKMRTV3 {=?tr%U', 2: '$\\Bc', 3: 'p', 8: 'W' }),
  29: counts({ 0: ':c', 1: '!BHfhwraI|/bTE', 2: 'LWP$\\C', 3: '^' }),
  28: counts({ 0: '&.', 1: '!-WC', 2: 'Sp?' }),
};
function counts(byCount: Record<number, string>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(byCount).flatMap(([count, names]) =>
      [...names].map((name) => [name, Number(count)]),
    ),
  );
}
/** Commands of one parameter that show on paper or ask for an answer; the others only take their bytes. */
const simple: Record<string, (n: number) => PaperOp> = {
  'ESC @': () => ({ op: 'initialise' }),
  'ESC a': (n) => ({ op: 'align', to: n & 3 }),
  'ESC E': (n) => ({ op: 'bold', on: (n & 1) === 1 }),
  'ESC G': (n) => ({ op: 'bold', on: (n & 1) === 1 }),
  'ESC d': (n) => ({ op: 'feedLines', lines: n }),
  'ESC J': (n) => ({ op: 'feedDots', dots: n }),
  'ESC i': () => ({ op: 'cut' }),
  'ESC m': () => ({ op: 'cut' }),
  'ESC !': (n) => ({ op: 'size', of: 'ascii', wide: n & 0x20 ? 2 : 1, high: n & 0x10 ? 2 : 1 }),
  'FS !': (n) => ({ op: 'size', of: 'hanzi', wide: n & 0x04 ? 2 : 1, high: n & 0x08 ? 2 : 1 }),
  'GS !': (n) => ({ op: 'size', of: 'all', wide: ((n >> 4) & 7) + 1, high: (n & 7) + 1 }),
  'GS r': (n) => ({ op: 'queuedStatus', part: n }),
  'GS a': (n) => ({ op: 'autoStatus', mask: n }),
  'ESC B': (n) => ({ op: 'beep', times: n }),
  'ESC p': () => ({ op: 'drawer' }),
};
/** As after ESC @. */
const usual = { qrCell: 3, qrData: '', barDots: 3, barHeight: 162 };
/** Noise that claims to be a larger picture is none: printers ignore a command whose sizes are out of their range. */
const dataLimit = 256 * 1024;
const headLimit = 64;

interface Data {
  left: number;
  kept: number[];
  then(bytes: Uint8Array): void;
}

export interface EscposParser {
  feed(bytes: Uint8Array): void;
  /** As after power-on: whatever was begun is forgotten. */
  reset(): void;
}

export function createEscposParser(onOp: (op: PaperOp) => void): EscposParser {
  const decoder = new TextDecoder('gb18030');
  let head: number[] = [];
  let data: Data | null = null;
  let chinese = false;
  let codes = { ...usual };

  function expect(left: number, then: (bytes: Uint8Array) => void): void {
    if (left === 0) then(new Uint8Array());
    else if (left > dataLimit) unknown(head);
    else data = { left, kept: [], then };
  }

  function unknown(bytes: readonly number[]): void {
    onOp({ op: 'unknown', bytes: Uint8Array.from(bytes) });
  }

  /** Tries to understand `head`. True: done with it; false: needs another byte. */
  function step(): boolean {
    const [first = 0, second] = head;
    if (first === 0x1b || first === 0x1d || first === 0x1c) {
      return second === undefined ? false : command(first, second);
    }
    if (first === 0x10) return realTime(second);
    if (first < 0x20) return control(first);
    if (first < 0x80) {
      if (first !== 0x7f) onOp({ op: 'text', text: String.fromCharCode(first), columns: 1 });
      return true;
    }
    if (!chinese || first === 0x80 || first === 0xff) {
      onOp({ op: 'text', text: '▯', columns: 1 });
      return true;
    }
    if (second === undefined) return false;
    hanzi(first, second);
    return true;
  }

  function hanzi(lead: number, trail: number): void {
    const text = trail >= 0x40 ? decoder.decode(Uint8Array.of(lead, trail)) : '\ufffd';
    onOp({
      op: 'text',
      text: [...text].length === 1 && text !== '\ufffd' ? text : '▯',
      columns: 2,
    });
  }

  function control(byte: number): boolean {
    if (byte === 0x0a) onOp({ op: 'lineFeed' });
    // NUL, CR, CAN: nothing on these printers.
    else if (byte !== 0x00 && byte !== 0x0d && byte !== 0x18) unknown([byte]);
    return true;
  }

  /** DLE EOT, ENQ, DC4 were answered on arrival; in the buffer they are only to be stepped over. */
  function realTime(second: number | undefined): boolean {
    if (second === undefined) return false;
    if (second === 0x04 || second === 0x05) return head.length === 3;
    if (second !== 0x14) {
      unknown([0x10]);
      head = [second];
      return step();
    }
    const kind = head[2];
    return kind === undefined ? false : head.length === (kind === 8 ? 10 : 5);
  }

  function command(prefix: number, code: number): boolean {
    const name = String.fromCharCode(code);
    if (prefix === 0x1d) {
      const done = withData(name);
      if (done !== null) return done;
    }
    if (prefix === 0x1b && name === '*') return bitImage();
    if (prefix === 0x1b && name === 'D')
      return head.length > 2 && (head.at(-1) === 0 || head.length > 34);
    const count = parameters[prefix]?.[name];
    if (count === undefined) {
      unknown(head);
      return true;
    }
    if (head.length < 2 + count) return false;
    act(prefix, name, head[2] ?? 0);
    return true;
  }

  function act(prefix: number, name: string, n: number): void {
    const group = prefix === 0x1b ? 'ESC' : prefix === 0x1d ? 'GS' : 'FS';
    const command = `${group} ${name}`;
    if (command === 'FS &') chinese = true;
    if (command === 'FS .') chinese = false;
    if (command === 'ESC @') {
      chinese = false;
      codes = { ...usual };
    }
    if (command === 'GS h') codes.barHeight = n;
    if (command === 'GS w') codes.barDots = n;
    const op = simple[command]?.(n);
    if (op) onOp(op);
  }

  /** GS commands that carry data. Null: not one of them. */
  function withData(name: string): boolean | null {
    const [, , a, b, c, d, e, f] = head;
    switch (name) {
      case 'V':
        if (a === undefined) return false;
        if (a >= 0x41 && a <= 0x68 && b === undefined) return false;
        onOp({ op: 'cut' });
        return true;
      case 'v': {
        if (a !== undefined && a !== 0x30) {
          unknown(head);
          return true;
        }
        if (f === undefined) return false;
        const rowBytes = (c ?? 0) + (d ?? 0) * 256;
        const height = (e ?? 0) + f * 256;
        expect(rowBytes * height, (bits) => {
          if (bits.length > 0) onOp({ op: 'image', width: rowBytes * 8, height, bits });
        });
        return true;
      }
      case '(': {
        if (c === undefined) return false;
        const fn = String.fromCharCode(a ?? 0);
        expect((b ?? 0) + c * 256, (bytes) => extended(fn, bytes));
        return true;
      }
      case 'k': {
        if (a === undefined) return false;
        if (a < 0x41) return head.length > 3 && (head.at(-1) === 0 || head.length >= headLimit);
        if (b === undefined) return false;
        expect(b, (bytes) => barcode(a, bytes));
        return true;
      }
      case '*':
        if (b === undefined) return false;
        expect((a ?? 0) * b * 8, () => unknown([0x1d, 0x2a]));
        return true;
      default:
        return null;
    }
  }

  function bitImage(): boolean {
    const [, , mode, low, high] = head;
    if (high === undefined) return false;
    const columns = (low ?? 0) + high * 256;
    expect(columns * ((mode ?? 0) >= 32 ? 3 : 1), () => unknown([0x1b, 0x2a]));
    return true;
  }

  function barcode(kind: number, bytes: Uint8Array): void {
    const { barDots: moduleDots, barHeight: heightDots } = codes;
    if (kind === 73) onOp({ op: 'barcode', data: bytes, moduleDots, heightDots });
    else unknown([0x1d, 0x6b, kind, ...bytes.slice(0, 16)]);
  }

  /** GS ( k: two-dimensional codes · GS ( H: replies */
  function extended(fn: string, bytes: Uint8Array): void {
    const [first, second, third] = bytes;
    if (fn === 'H' && first === 0x30 && second === 0x30 && bytes.length === 6) {
      onOp({ op: 'processId', id: bytes.slice(2) });
    } else if (fn === 'k' && first === 0x31 && second === 0x43) {
      codes.qrCell = third ?? usual.qrCell;
    } else if (fn === 'k' && first === 0x31 && second === 0x50) {
      codes.qrData = Buffer.from(bytes.slice(3)).toString('latin1');
    } else if (fn === 'k' && first === 0x31 && second === 0x51) {
      if (codes.qrData) onOp({ op: 'qr', data: codes.qrData, cellDots: codes.qrCell });
    } else if (!(fn === 'k' && first === 0x31 && (second === 0x41 || second === 0x45))) {
      unknown([0x1d, 0x28, fn.charCodeAt(0), ...bytes.slice(0, 16)]);
    }
  }

  function takeData(byte: number, open: Data): void {
    open.kept.push(byte);
    open.left -= 1;
    if (open.left > 0) return;
    data = null;
    open.then(Uint8Array.from(open.kept));
  }

  function take(byte: number): void {
    if (data) {
      takeData(byte, data);
      return;
    }
    head.push(byte);
    // A step may leave a byte behind it for the next (realTime), never more.
    if (step()) head = [];
    else if (head.length >= headLimit) {
      unknown(head);
      head = [];
    }
  }

  return {
    feed(bytes) {
      for (const byte of bytes) take(byte);
    },
    reset() {
      head = [];
      data = null;
      chinese = false;
      codes = { ...usual };
    },
  };
}
