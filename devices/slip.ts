// The vocabulary of a printed slip. Modules describe slips with it; codecs/escpos.ts turns them into bytes.
// Widths are columns of the 12-dot font: 48 on 80 mm paper, 32 on 58 mm; a Chinese character takes two.
// A slip may ask for anything here: what this printer has not got is left out, the rest prints.

export type SlipLine =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly size?: 1 | 2;
      readonly align?: 'left' | 'centre';
      readonly bold?: boolean;
    }
  | { readonly kind: 'columns'; readonly left: string; readonly right: string }
  /** The queue number: as large as the paper allows. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'feed'; readonly lines: number }
  /** ASCII only: a code of ours. */
  | { readonly kind: 'qr'; readonly data: string }
  /** Code 128, ASCII only, its text below it; too long for the paper it is the text alone. */
  | { readonly kind: 'barcode'; readonly data: string }
  /** The centre's own picture, when the installer gave one. */
  | { readonly kind: 'logo' }
  /** Between two parts of one slip, a receipt and its counterfoil. */
  | { readonly kind: 'cut' };

export interface Slip {
  readonly lines: readonly SlipLine[];
  /** From 2 on the slip is headed 补打（第 N 次）. */
  readonly copy: number;
  /** Beeps, 1–9, as the slip comes out. */
  readonly beeps?: number;
  /** Opens the cash drawer; the original only, a further copy must not leave it open with nobody there. */
  readonly opensDrawer?: boolean;
}
