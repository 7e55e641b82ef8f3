// The recovery ladder: what to do about which trouble, and how long to wait. Pure; it never gives up, for nobody at the
// screen could start the video again (left alone, hls.js stops for ever after an outage of 12 s).

export type Trouble =
  /** 404: nobody streams yet, or any more. */
  | 'notFound'
  | 'unreachable'
  /** All seems well, and the picture stands still or the playlist does not go on. */
  | 'stalled'
  /** The decoder took offence at something. */
  | 'media'
  /** A video that this browser cannot decode, such as HEVC. */
  | 'codec'
  /** The stream said that it has ended. */
  | 'over'
  /** The page may not load from there: not one of the origins in the settings. */
  | 'forbidden';

export interface Ladder {
  readonly failures: number;
  readonly repairs: number;
}
export type Step =
  /** In place: the last frame stays, nothing is loaded anew. */
  | { readonly kind: 'repair' }
  /** Ask the server how it is; the video is built anew once there is something to play. */
  | { readonly kind: 'lookAgain'; readonly afterMs: number };

export const FOOT: Ladder = { failures: 0, repairs: 0 };
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;
/** Repairing the same stream more often than that makes it worse. */
const REPAIRS = 2;
/** Screens that lost the same server do not come back all at once. */
const JITTER = 0.25;

/** @param random 0 to 1 */
export function climb(
  ladder: Ladder,
  trouble: Trouble,
  random: number,
): { ladder: Ladder; step: Step } {
  if (trouble === 'media' && ladder.repairs < REPAIRS) {
    return { ladder: { ...ladder, repairs: ladder.repairs + 1 }, step: { kind: 'repair' } };
  }
  const wholeMs = Math.min(FIRST_WAIT_MS * 2 ** ladder.failures, LONGEST_WAIT_MS);
  const afterMs = Math.round(wholeMs * (1 - JITTER + 2 * JITTER * random));
  // Capped, or in a week without a stream the power would be infinite.
  const failures = Math.min(ladder.failures + 1, 16);
  return { ladder: { ...ladder, failures }, step: { kind: 'lookAgain', afterMs } };
}

/** After these a video is built anew only once the playlist has changed: else its last seconds would play again and again. */
export function needsNews(trouble: Trouble): boolean {
  return trouble === 'stalled' || trouble === 'over';
}

/** Encrypted pages load nothing unencrypted, except from their own machine. */
export function isMixedContent(pageUrl: string, streamUrl: string): boolean {
  const stream = new URL(streamUrl, pageUrl);
  const own = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(stream.hostname);
  return new URL(pageUrl).protocol === 'https:' && stream.protocol === 'http:' && !own;
}
