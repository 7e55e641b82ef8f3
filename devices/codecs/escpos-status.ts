// What a printer says of itself: requests, and the replies told apart in one stream of bytes. Pure.
// Fixed bits: DLE EOT reply 0xx1xx10 · ASB 0xx1xx00 then three of 0xx0xxxx · GS r reply 0xx0xxxx · process id 37 22 … 00.
import type { PrinterTrouble } from '../schema.ts';

export type StatusPart = 1 | 2 | 3 | 4;
export const statusParts: readonly StatusPart[] = [1, 2, 3, 4];

/** DLE EOT n: answered at once, also while the printer is offline or its buffer full. */
export function statusRequest(part: StatusPart): Uint8Array {
  return Uint8Array.of(0x10, 0x04, part);
}
/** GS r 1: answered after everything sent before it; not at all while out of paper. */
export const queuedStatusRequest = Uint8Array.of(0x1d, 0x72, 0x01);
export const initialise = Uint8Array.of(0x1b, 0x40);
/** GS a: from now on the printer tells of itself when it goes offline, meets an error or its paper changes; until ESC @. */
export const autoStatusRequest = Uint8Array.of(0x1d, 0x61, 0x0e);

/** GS ( H: the printer sends `id` (processIdOf) when everything before it is printed. */
export function processIdRequest(id: string): Uint8Array {
  return Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id, 'latin1'));
}
/** Letters whose bits no status reply has: a DLE EOT answer in the middle of `37 22 … 00` is still told apart. */
const idLetters = 'ABCDEFGHIJKLMNOabcdefghijklmno';
/** A different id for each of 810,000 jobs. */
export function processIdOf(count: number): string {
  let id = '';
  for (let left = count, i = 0; i < 4; i++, left = Math.floor(left / idLetters.length)) {
    id = (idLetters[left % idLetters.length] ?? 'A') + id;
  }
  return id;
}

export type PrinterReply =
  | { readonly kind: 'status'; readonly bits: number }
  | { readonly kind: 'autoStatus'; readonly bits: readonly [number, number, number, number] }
  | { readonly kind: 'queuedStatus'; readonly bits: number }
  | { readonly kind: 'processed'; readonly id: string };

const blockStart = 0x37;
const blockMarker = 0x22;
const blockLength = 7;

/**
 * Takes replies in any chunks. ASB frames may stand between any two of them and inside a process id, status replies
 * anywhere. What is neither is dropped byte by byte, so that noise costs at most the one reply that it runs into.
 */
export function createReplyParser(onReply: (reply: PrinterReply) => void) {
  let block: number[] | null = null;
  let auto: number[] | null = null;

  function take(byte: number): void {
    if ((byte & 0x93) === 0x12) {
      onReply({ kind: 'status', bits: byte });
    } else if ((byte & 0x93) === 0x10) {
      auto = [byte];
    } else if (auto && (byte & 0x90) === 0) {
      auto.push(byte);
      const [a = 0, b = 0, c = 0, d = 0] = auto;
      if (auto.length < 4) return;
      auto = null;
      onReply({ kind: 'autoStatus', bits: [a, b, c, d] });
    } else {
      auto = null;
      if (block && continuesBlock(byte, block.length)) takeBlock(byte, block);
      else if (byte === blockStart) block = [byte];
      else {
        block = null;
        // Anything else (XON, XOFF, noise) says nothing.
        if ((byte & 0x90) === 0) onReply({ kind: 'queuedStatus', bits: byte });
      }
    }
  }

  function continuesBlock(byte: number, at: number): boolean {
    if (at === 1) return byte === blockMarker;
    return at === blockLength - 1 ? byte === 0 : idLetters.includes(String.fromCharCode(byte));
  }

  function takeBlock(byte: number, open: number[]): void {
    open.push(byte);
    if (open.length < blockLength) return;
    block = null;
    onReply({ kind: 'processed', id: String.fromCharCode(...open.slice(2, -1)) });
  }

  return {
    feed(bytes: Uint8Array): void {
      for (const byte of bytes) take(byte);
    },
    reset(): void {
      block = null;
      auto = null;
    },
  };
}

export interface PrinterHealth {
  readonly trouble: PrinterTrouble | null;
  readonly paperNearEnd: boolean;
}

/** Reads the four DLE EOT replies together. An open cover also reports the paper as missing, so it comes first. */
export function healthOf(replies: Readonly<Record<StatusPart, number>>): PrinterHealth {
  const paperNearEnd = (replies[4] & 0x0c) !== 0;
  const trouble = ((): PrinterTrouble | null => {
    if (replies[2] & 0x04) return 'coverOpen';
    if (replies[2] & 0x20 || replies[4] & 0x60) return 'paperOut';
    if (replies[3] & 0x08) return 'cutter';
    if (replies[2] & 0x40 || replies[3] & 0x60) return 'error';
    return replies[1] & 0x08 ? 'offline' : null;
  })();
  return { trouble, paperNearEnd };
}

/** An ASB frame, read in the same words. */
export function healthOfAuto([first, second, third]: readonly [
  number,
  number,
  number,
  number,
]): PrinterHealth {
  const trouble = ((): PrinterTrouble | null => {
    if (first & 0x20) return 'coverOpen';
    if (third & 0x0c) return 'paperOut';
    if (second & 0x08) return 'cutter';
    if (second & 0x60) return 'error';
    return first & 0x08 ? 'offline' : null;
  })();
  return { trouble, paperNearEnd: (third & 0x0f) !== 0 };
}
