// A call pad of another vendor, spoken to through frame templates from the settings. Pure.
import type { CallPadCodec, PadKey } from './call-pad.ts';
import { createTemplateParser, encodeFrame, parseTemplate } from './frame-template.ts';

export interface PadTemplates {
  /** What the pad sends when a key is pressed. */
  readonly press: string;
  /** Codes in hex; digits, where the pad has them, need no entry when they are 00 to 09. */
  readonly keys: readonly { readonly code: string; readonly key: Extract<PadKey, string> }[];
  /** Whether the pad wants its own frame back as an acknowledgement. */
  readonly echo: boolean;
  readonly show?: string;
  readonly beep?: string;
}

export function createTemplatedPad(templates: PadTemplates): CallPadCodec {
  const press = parseTemplate(templates.press);
  const show = templates.show === undefined ? null : parseTemplate(templates.show);
  const beep = templates.beep === undefined ? null : parseTemplate(templates.beep);
  const keys = new Map(templates.keys.map(({ code, key }) => [Number.parseInt(code, 16), key]));

  function keyOf(code: number): PadKey {
    return keys.get(code) ?? (code <= 9 ? { digit: code } : 'unknown');
  }
  return {
    createParser: (onFrame) =>
      createTemplateParser(press, ({ address = 0, key = 0 }, bytes) =>
        onFrame({ address, keys: [keyOf(key)], acknowledgement: templates.echo ? bytes : null }),
      ),
    show: (address, number) => show && encodeFrame(show, { address, digits: number, text: number }),
    beep: (address) => beep && encodeFrame(beep, { address }),
    confirmRating: () => null,
  };
}
