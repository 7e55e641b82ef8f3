// Frames of call pads and LED panels that nobody here has a driver for, described in the settings. Pure.
//
//   FF 68 {len} {len} 68 ( {address} 01 {key} ) {sum:8} 16
//
// Bytes in hex; ( … ) is what {len}, {sum:8}, {sum:16} and {xor} count; {address} and {key} are one byte; {digits:4} is
// ASCII, zeros before; {text:gbk:16} and {text:ascii:16} are padded with spaces; {any:2} are bytes that do not matter.
// Every frame of a template is of one length, so a frame is found wherever it begins.
import { encodeCharacter, geta } from './charset.ts';
import { agreement, createFrameFinder, type FrameFinder } from './framing.ts';
import { characters, printable } from './paper-text.ts';

type Part =
  | { readonly kind: 'byte'; readonly bytes: 1; readonly value: number }
  | { readonly kind: 'address' | 'key' | 'len' | 'xor'; readonly bytes: 1 }
  | { readonly kind: 'sum'; readonly bytes: 1 | 2 }
  | { readonly kind: 'digits' | 'any'; readonly bytes: number }
  | { readonly kind: 'text'; readonly bytes: number; readonly charset: 'gbk' | 'ascii' };
type Placed = Part & { readonly at: number };

export interface FrameTemplate {
  readonly parts: readonly Placed[];
  readonly length: number;
  /** What the checks count, from and to; equal when nothing does. */
  readonly counted: readonly [from: number, to: number];
}

/** What goes into a frame. Without a value digits are zeros, text is blank, address and key are 0. */
export interface FrameValues {
  readonly address?: number;
  readonly key?: number;
  /** Any text: only its digits count, the last ones when there are too many. */
  readonly digits?: string;
  readonly text?: string;
}
/** What came out of one: only what the template has a place for. */
export interface FrameFields {
  address?: number;
  key?: number;
  digits?: string;
  text?: string;
}

const token =
  /([0-9A-Fa-f]{2})|([()])|\{(address|key|len|xor)\}|\{sum:(8|16)\}|\{(digits|any):([1-9])\}|\{text:(gbk|ascii):([1-9]\d?)\}/y;

/** Throws on what is no template. Settings are checked with the same grammar before they get here. */
export function parseTemplate(source: string): FrameTemplate {
  const parts: Placed[] = [];
  const brackets: number[] = [];
  let length = 0;
  let at = 0;
  while (at < source.length) {
    if (/\s/.test(source.charAt(at))) {
      at += 1;
      continue;
    }
    token.lastIndex = at;
    const match = token.exec(source);
    if (!match) throw new TypeError(`no frame template at ${at}: ${source}`);
    at = token.lastIndex;
    if (match[2]) {
      if (match[2] !== '()'[brackets.length]) throw new TypeError(`brackets: ${source}`);
      brackets.push(length);
      continue;
    }
    const part = partOf(match);
    parts.push({ ...part, at: length });
    length += part.bytes;
  }
  if (length === 0) throw new TypeError('an empty frame template');
  return { parts, length, counted: countedRange(parts, brackets, source) };
}

function partOf(match: RegExpExecArray): Part {
  const [, byte, , single, sum, sized, size, charset, textSize] = match;
  if (byte) return { kind: 'byte', bytes: 1, value: Number.parseInt(byte, 16) };
  if (single) return { kind: single as 'address' | 'key' | 'len' | 'xor', bytes: 1 };
  if (sum) return { kind: 'sum', bytes: sum === '8' ? 1 : 2 };
  if (sized) return { kind: sized as 'digits' | 'any', bytes: Number(size) };
  return { kind: 'text', bytes: Number(textSize), charset: charset as 'gbk' | 'ascii' };
}

function countedRange(
  parts: readonly Placed[],
  [from, to]: readonly number[],
  source: string,
): readonly [number, number] {
  const checks = parts.filter(({ kind }) => kind === 'sum' || kind === 'xor');
  const needed = checks.length > 0 || parts.some(({ kind }) => kind === 'len');
  if (from === undefined && !needed) return [0, 0];
  // A check cannot count itself, and stands behind what it counts.
  const isRight = to !== undefined && to > (from ?? 0) && checks.every(({ at }) => at >= to);
  if (from === undefined || !isRight) throw new TypeError(`brackets: ${source}`);
  return [from, to];
}

export function encodeFrame(template: FrameTemplate, values: FrameValues): Uint8Array {
  const frame = new Uint8Array(template.length);
  for (const part of template.parts) frame.set(bytesOf(part, values), part.at);
  for (const part of template.parts) {
    const check = checkOf(part, template, frame);
    if (check) frame.set(check, part.at);
  }
  return frame;
}

function bytesOf(part: Part, values: FrameValues): Iterable<number> & ArrayLike<number> {
  const { address = 0, key = 0, digits = '', text = '' } = values;
  switch (part.kind) {
    case 'byte':
      return [part.value];
    case 'address':
      return [address];
    case 'key':
      return [key];
    case 'digits':
      return Buffer.from(digits.replace(/\D/g, '').padStart(part.bytes, '0').slice(-part.bytes));
    case 'text':
      return textBytes(text, part.bytes, part.charset);
    default:
      return new Uint8Array(part.bytes);
  }
}

/** As many whole characters as fit, then spaces. */
function textBytes(text: string, length: number, charset: 'gbk' | 'ascii'): Uint8Array {
  const bytes = new Uint8Array(length).fill(0x20);
  let at = 0;
  for (const character of characters(printable(text))) {
    const encoded = charset === 'gbk' ? inGbk(character) : inAscii(character);
    if (at + encoded.length > length) break;
    bytes.set(encoded, at);
    at += encoded.length;
  }
  return bytes;
}

function inGbk(character: string): Uint8Array {
  return (encodeCharacter(character, 'gbk') ?? encodeCharacter(geta, 'gbk')) as Uint8Array;
}

function inAscii(character: string): Uint8Array {
  return Buffer.from(/^[\x20-\x7e]$/.test(character) ? character : '?');
}

/** The bytes of a length or a checksum; null for any other part. */
function checkOf(
  part: Part,
  { counted: [from, to] }: FrameTemplate,
  frame: Uint8Array,
): number[] | null {
  if (part.kind === 'len') return [(to - from) & 0xff];
  const counted = frame.subarray(from, to);
  if (part.kind === 'xor') return [counted.reduce((sum, byte) => sum ^ byte, 0)];
  if (part.kind !== 'sum') return null;
  const sum = counted.reduce((total, byte) => total + byte, 0);
  return part.bytes === 1 ? [sum & 0xff] : [(sum >> 8) & 0xff, sum & 0xff];
}

/** Says the fields of every frame of this template, in any chunks and among other bytes. */
export function createTemplateParser(
  template: FrameTemplate,
  onFrame: (fields: FrameFields, bytes: Uint8Array) => void,
): FrameFinder {
  const fixed = Array.from({ length: template.length }, (): number | null => null);
  for (const part of template.parts) {
    if (part.kind === 'byte') fixed[part.at] = part.value;
  }
  return createFrameFinder(
    (bytes, at) => {
      const agreed = agreement(bytes, at, fixed);
      if (agreed !== 'whole') return agreed;
      const frame = bytes.subarray(at, at + template.length);
      return isSound(template, frame) ? template.length : null;
    },
    (frame) => onFrame(fieldsOf(template, frame), frame),
  );
}

/** Lengths and checksums are right, digits are digits. */
function isSound(template: FrameTemplate, frame: Uint8Array): boolean {
  return template.parts.every((part) => {
    const own = frame.subarray(part.at, part.at + part.bytes);
    if (part.kind === 'digits') return own.every((byte) => byte >= 0x30 && byte <= 0x39);
    return checkOf(part, template, frame)?.every((byte, index) => byte === own[index]) ?? true;
  });
}

function fieldsOf({ parts }: FrameTemplate, frame: Uint8Array): FrameFields {
  const fields: FrameFields = {};
  for (const part of parts) {
    const own = frame.subarray(part.at, part.at + part.bytes);
    if (part.kind === 'address' || part.kind === 'key') fields[part.kind] = own[0] ?? 0;
    if (part.kind === 'digits') fields.digits = Buffer.from(own).toString('latin1');
    if (part.kind === 'text') {
      fields.text = printable(new TextDecoder('gb18030').decode(own)).trimEnd();
    }
  }
  return fields;
}
