// Settings of call pads and LED panels: where each pad stands, and how those of other vendors speak.
import { Type } from 'typebox';

const strict = { additionalProperties: false } as const;

const Byte = Type.Integer({ minimum: 0, maximum: 255 });
const WindowNumber = Type.Integer({ minimum: 1, maximum: 99 });
/** Which pad stands at which window. A pad that is not listed belongs to the window of its own number. */
export const CallPads = Type.Array(Type.Object({ address: Byte, window: WindowNumber }, strict), {
  maxItems: 99,
  default: [],
});

/**
 * A frame of a pad or a panel that this kiosk has no driver for. Bytes in hex; ( … ) is what {len}, {sum:8}, {sum:16} and
 * {xor} count, which stand behind it, {len} anywhere; {address} (of a panel: its window) and {key} are one byte;
 * {digits:4} is ASCII with zeros before; {text:gbk:16} and {text:ascii:16} are padded with spaces; {any:2} does not matter.
 * The pad that is built in, as a template: "FF 68 {len} {len} 68 ( {address} 01 {key} ) {sum:8} 16".
 */
const FIELD =
  '[0-9A-Fa-f]{2}|\\{address\\}|\\{key\\}|\\{(?:digits|any):[1-9]\\}|\\{text:(?:gbk|ascii):[1-9]\\d?\\}';
const COUNTED = `(?:(?:${FIELD}|\\{len\\})\\s*)`;
const CHECKED = `(?:(?:${FIELD}|\\{len\\}|\\{sum:8\\}|\\{sum:16\\}|\\{xor\\})\\s*)`;
export const FrameTemplate = Type.String({
  maxLength: 400,
  pattern: `^\\s*(?:(?:(?:${FIELD})\\s*)+|${COUNTED}*\\(\\s*${COUNTED}+\\)\\s*${CHECKED}*)$`,
  expected: '帧模板 (frame template) "FF 68 {len} {len} 68 ( {address} 01 {key} ) {sum:8} 16"',
});
const HexByte = Type.String({ pattern: '^[0-9A-Fa-f]{2}$', expected: '"0C"' });
const PadKey = Type.Union([
  Type.Literal('call'),
  Type.Literal('recall'),
  Type.Literal('evaluate'),
  Type.Literal('pause'),
  Type.Literal('transfer'),
  Type.Literal('giveUp'),
  Type.Literal('hold'),
  Type.Literal('callBack'),
  Type.Literal('start'),
  /** After a digit: 6 giveUp, 0 hold, 3 callBack. */
  Type.Literal('function'),
]);
/** How call pads of another vendor speak; without it they are the 21-key pads that are built in. */
export const CallPadFrame = Type.Object(
  {
    /** What a pad sends; has a {key}. */
    press: FrameTemplate,
    /** What its key codes mean; 00 to 09 are digits unless they stand here. */
    keys: Type.Array(Type.Object({ code: HexByte, key: PadKey }, strict), {
      minItems: 1,
      maxItems: 64,
    }),
    /** Whether a pad wants its own frame back to know that it was heard. */
    echo: Type.Boolean({ default: false }),
    show: Type.Optional(FrameTemplate),
    beep: Type.Optional(FrameTemplate),
  },
  strict,
);
