// The ID-card reader's twin: a card that is put on it is found, selected and read frame by frame, then taken away.
import type { IdCard } from '../device.ts';
import { systemTimers, type TimerHandle, type Timers } from '../timers.ts';
import { createMemoryTransport, type MemoryPeer } from '../transports/memory.ts';
import type { Transport } from '../transports/transport.ts';

export interface VirtualIdCardReader {
  connect(): Transport;
  insertCard(card: IdCard): void;
  stop(): void;
}

/** A card that nobody reads is taken away again. */
const patienceMs = 5_000;
const photoBytes = 1_024;

export function createVirtualIdCardReader(options: { timers?: Timers } = {}): VirtualIdCardReader {
  const { timers = systemTimers } = options;
  let wire: MemoryPeer | null = null;
  let card: IdCard | null = null;
  let leaving: TimerHandle | null = null;

  function lift(): void {
    if (leaving) timers.clearTimeout(leaving);
    leaving = null;
    card = null;
  }

  function reply(...data: number[]): void {
    const length = data.length + 1;
    const body = [length >> 8, length & 0xff, ...data];
    const sum = body.reduce((x, byte) => x ^ byte, 0);
    wire?.send(Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, ...body, sum));
  }

  function take(bytes: Uint8Array): void {
    const question = Buffer.from(bytes).toString('hex');
    if (question.startsWith('aaaaaa96690003')) reply(...answerTo(question.slice(14, 18)));
  }

  /** SW1 SW2 SW3 and what belongs to it. */
  function answerTo(command: string): number[] {
    const known = card;
    switch (command) {
      case '11ff':
        return [0, 0, 0x90];
      case '2001':
        return known ? [0, 0, 0x9f, 0, 0, 0, 0] : [0, 0, 0x80];
      case '2002':
        return known ? [0, 0, 0x90, 0, 0, 0, 0, 0, 0, 0, 0] : [0, 0, 0x81];
      case '3001':
        if (!known) return [0, 0, 0x41];
        lift();
        return [0, 0, 0x90, 0x01, 0x00, 0x04, 0x00, ...textOf(known), ...blankPhoto];
      default:
        return [0, 0, 0x21];
    }
  }

  return {
    connect: () =>
      createMemoryTransport({
        timers,
        admit(peer) {
          wire = peer;
          peer.onData((bytes) => wire === peer && take(bytes));
          return null;
        },
      }),
    insertCard(next) {
      lift();
      card = next;
      leaving = timers.setTimeout(lift, patienceMs);
    },
    stop() {
      lift();
      wire?.cut('ended');
      wire = null;
    },
  };
}

const blankPhoto = new Uint8Array(photoBytes);

/** The 256 bytes of a resident's card; what we do not know of the person stays blank. */
function textOf({ name, idNumber, birthDate }: IdCard): Uint8Array {
  const text = Buffer.from(' '.repeat(128), 'utf16le');
  text.write(name.slice(0, 15), 0, 30, 'utf16le');
  text.write((birthDate ?? '').replaceAll('-', ''), 36, 16, 'utf16le');
  text.write(idNumber.slice(0, 18), 122, 36, 'utf16le');
  return text;
}
