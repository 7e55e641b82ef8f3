// The ID-card reader's twin: a card that is put on it is found, selected and read frame by frame. Like most readers it
// finds a card once; after that the card has to be lifted.
import type { IdCard } from '../device.ts';
import type { VirtualCardKind } from '../schema.ts';
import type { Timers } from '../timers.ts';
import { createVirtualWire, type VirtualWire } from './virtual-wire.ts';

/** Without a kind it is a resident's. */
export interface VirtualCard extends IdCard {
  readonly kind?: VirtualCardKind;
}
export interface VirtualIdCardReader extends Omit<VirtualWire, 'send'> {
  insertCard(card: VirtualCard): void;
  liftCard(): void;
  /** Of the card that lies on it. */
  kind(): VirtualCardKind | null;
}

const photoBytes = 1_024;
const answers = {
  good: [0, 0, 0x90],
  found: [0, 0, 0x9f, 0, 0, 0, 0],
  noCard: [0, 0, 0x80],
  selected: [0, 0, 0x90, 0, 0, 0, 0, 0, 0, 0, 0],
  notSelected: [0, 0, 0x81],
  notRead: [0, 0, 0x41],
  unknownCommand: [0, 0, 0x21],
} as const;

export function createVirtualIdCardReader(options: { timers?: Timers } = {}): VirtualIdCardReader {
  const { send, ...wire } = createVirtualWire({ ...options, onData: take });
  let card: VirtualCard | null = null;
  let wasRead = false;

  function take(bytes: Uint8Array): void {
    const question = Buffer.from(bytes).toString('hex');
    if (!question.startsWith('aaaaaa96690003')) return;
    const data = answerTo(question.slice(14, 18));
    const length = data.length + 1;
    const body = [length >> 8, length & 0xff, ...data];
    const sum = body.reduce((x, byte) => x ^ byte, 0);
    send(Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, ...body, sum));
  }

  /** SW1 SW2 SW3 and what belongs to it. */
  function answerTo(command: string): readonly number[] {
    switch (command) {
      case '11ff':
        return answers.good;
      case '2001':
        return card && !wasRead ? answers.found : answers.noCard;
      case '2002':
        return card ? answers.selected : answers.notSelected;
      case '3001':
        wasRead = true;
        if (!card || card.kind === 'unreadable') return answers.notRead;
        return [...answers.good, 1, 0, 4, 0, ...textOf(card), ...new Uint8Array(photoBytes)];
      default:
        return answers.unknownCommand;
    }
  }

  return {
    ...wire,
    insertCard(next) {
      card = next;
      wasRead = false;
    },
    liftCard() {
      card = null;
    },
    kind: () => (card ? (card.kind ?? 'resident') : null),
  };
}

const markers: Readonly<Record<VirtualCardKind, string>> = {
  resident: ' ',
  foreigner: 'I',
  hongKongMacaoTaiwan: 'J',
  otherKind: 'Z',
  unreadable: ' ',
};

/** The 256 bytes of text; what we do not know of the person stays blank. */
function textOf({ kind = 'resident', name, idNumber, birthDate }: VirtualCard): Uint8Array {
  const text = Buffer.from(' '.repeat(128), 'utf16le');
  const birth = (birthDate ?? '').replaceAll('-', '');
  const put = (what: string, at: number, bytes: number) => text.write(what, at, bytes, 'utf16le');
  put(markers[kind], 248, 2);
  if (kind === 'foreigner') {
    put(name, 0, 120);
    put(idNumber, 122, 30);
    put(birth, 220, 16);
  } else {
    put(name.slice(0, 15), 0, 30);
    put(birth, 36, 16);
    put(idNumber, 122, 36);
  }
  return text;
}
