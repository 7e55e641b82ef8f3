// A journal line as the hub will see it: masks instead of personal fields, of local events only that they happened. The
// digests of the original lines go along, so that the hub can follow the hash chain without the originals.
import type { JournalLine } from './journal.ts';
import { encodeLine, lineDigest } from './line.ts';
import type { EventDefinition, Open, Sealed } from './module.ts';

/** An event, under the journal's own short keys. Answers to commands (`o`) stay in the kiosk. */
export type UpstreamEvent = Omit<JournalLine, 'o'> & { readonly digest: string };
/** A local event: its place in the order and in the chain, nothing of what it says. */
export type UpstreamPlace = Pick<JournalLine, 'e' | 's' | 'b' | 't' | 'h'> & {
  readonly digest: string;
};
export type UpstreamLine = UpstreamEvent | UpstreamPlace;

export interface UpstreamRules {
  /** Types whose content never leaves the kiosk. Types that nobody here knows are passed on. */
  isLocal(type: string): boolean;
  readonly open: Open;
}

export function upstreamRules(events: readonly EventDefinition[], open: Open): UpstreamRules {
  const local = new Set(events.filter((one) => one.local).map((one) => one.type));
  return { isLocal: (type) => local.has(type), open };
}

export function upstreamForm(line: JournalLine, rules: UpstreamRules): UpstreamLine {
  const digest = lineDigest(encodeLine(line));
  const { e, s, b, t, h } = line;
  if (rules.isLocal(t)) return { e, s, b, t, h, digest };
  const { o: _answer, ...event } = line;
  return { ...event, d: masked(line.d, rules.open), digest };
}

/** Every sealed field, marked in a schema of ours or not, becomes its mask; null when its person was forgotten. */
function masked(value: unknown, open: Open): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, open));
  if (typeof value !== 'object' || value === null) return value;
  if (isSealed(value)) {
    const opened = open(value);
    return opened === null ? null : { mask: opened.mask };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, masked(inner, open)]),
  );
}

function isSealed(value: object): value is Sealed {
  return typeof (value as Partial<Sealed>).sealed === 'string';
}
