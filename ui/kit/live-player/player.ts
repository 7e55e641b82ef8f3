// Keeps one live video going for months: builds a feed, watches that the picture moves, climbs the recovery ladder when it
// does not, and says in one word how it stands.
import { type ReadonlySignal, signal } from '@preact/signals';
import { type Feed, openFeed } from './feed.ts';
import { lookAt } from './look.ts';
import { climb, FOOT, isMixedContent, needsNews, type Trouble } from './recovery.ts';

export type PlayerState =
  | 'connecting'
  | 'playing'
  | 'notStarted'
  | 'cut'
  | 'stalled'
  | 'codec'
  | 'over'
  | 'forbidden'
  /** An http stream on an https page. */
  | 'insecure'
  /** A browser that plays no HLS at all. */
  | 'incapable';

export interface Player {
  readonly state: ReadonlySignal<PlayerState>;
  /** The browser keeps it silent until somebody touches the page. */
  readonly soundBlocked: ReadonlySignal<boolean>;
  setMuted(muted: boolean): void;
  start(): void;
  stop(): void;
}
export interface PlayerOptions {
  readonly video: HTMLVideoElement;
  readonly url: string;
  /** Called before the picture goes for a moment, so that the last frame can be kept. */
  readonly beforeRebuild: () => void;
  /** PROGRAM-DATE-TIME at the playhead; null: none, or the picture stands still. */
  readonly onTime: (programMs: number | null) => void;
}

const TICK_MS = 500;
/** Less than that is a hiccup, about which nothing is said. */
const SAY_AFTER_MS = 2_000;
const STALLED_AFTER_MS = 6_000;
/** Having played that long it begins again at the foot of the ladder. */
const STEADY_MS = 20_000;
/** hls.js stalls for good after some twenty hours (its issue 1952); a feed of a few hours is exchanged before. */
const EXCHANGE_AFTER_MS = 6 * 3_600_000;

const SAYS: Readonly<Record<Trouble, PlayerState>> = {
  notFound: 'notStarted',
  unreachable: 'cut',
  stalled: 'stalled',
  media: 'stalled',
  codec: 'codec',
  over: 'over',
  forbidden: 'forbidden',
};

export function createPlayer({ video, url, beforeRebuild, onTime }: PlayerOptions): Player {
  const state = signal<PlayerState>('connecting');
  const soundBlocked = signal(false);
  let feed: Feed | null = null;
  let feedSinceMs = 0;
  let ladder = FOOT;
  /** What the ladder is climbed for; null: all is well as far as we know. */
  let trouble: Trouble | null = null;
  /** The playlist as it was when the trouble began. */
  let oldEdge: string | null = null;
  let hasPlayed = false;
  let muted = true;
  let lookTimer = 0;
  let tickTimer = 0;
  let lastS = 0;
  let movingSinceMs: number | null = null;
  let stillSinceMs = 0;
  /** Answers to an earlier question, and troubles of an earlier feed, come too late. */
  let questions = 0;
  let builds = 0;

  function say(moving: boolean, nowMs: number): void {
    if (moving) state.value = 'playing';
    else if (trouble === 'notFound' && hasPlayed) state.value = 'cut';
    else if (trouble) state.value = SAYS[trouble];
    else if (hasPlayed && nowMs - stillSinceMs > SAY_AFTER_MS) state.value = 'stalled';
  }

  function fail(found: Trouble): void {
    // While the way up is being climbed, the first trouble decides how; a later one only says more.
    const climbing = lookTimer !== 0;
    trouble = found;
    if (climbing) return;
    const { ladder: higher, step } = climb(ladder, found, Math.random());
    ladder = higher;
    if (step.kind === 'repair') {
      trouble = null;
      stillSinceMs = performance.now();
      feed?.repair();
      play();
    } else lookTimer = window.setTimeout(look, step.afterMs);
  }

  async function look(): Promise<void> {
    questions += 1;
    const mine = questions;
    const seen = await lookAt(url);
    if (mine !== questions) return;
    lookTimer = 0;
    if (seen.kind !== 'ready') return fail(trouble === 'forbidden' ? trouble : seen.kind);
    const waits = trouble !== null && needsNews(trouble) && (oldEdge ?? seen.edge) === seen.edge;
    oldEdge = seen.edge;
    if (waits && trouble) return fail(trouble);
    await build();
  }

  async function build(): Promise<void> {
    beforeRebuild();
    drop();
    const mine = builds;
    const options = {
      video,
      url,
      onReady: () => play(),
      onTrouble: (found: Trouble) => {
        if (mine === builds) fail(found);
      },
    };
    const opened = await openFeed(options).catch(() => 'failed' as const);
    if (mine !== builds) {
      if (opened && opened !== 'failed') opened.stop();
      return;
    }
    // The player's own code did not come: the kiosk is away.
    if (opened === 'failed') return fail('unreachable');
    if (opened === null) {
      state.value = 'incapable';
      return;
    }
    feed = opened;
    trouble = null;
    oldEdge = null;
    feedSinceMs = performance.now();
    stillSinceMs = feedSinceMs;
  }

  function drop(): void {
    builds += 1;
    feed?.stop();
    feed = null;
    movingSinceMs = null;
    lastS = video.currentTime;
  }

  function play(): void {
    video.muted = muted || soundBlocked.value;
    video.play().catch((error: unknown) => {
      // Anything else is an interruption by the next load.
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) return;
      soundBlocked.value = true;
      video.muted = true;
      video.play().catch(() => {});
    });
  }

  function tick(): void {
    const nowMs = performance.now();
    const atS = video.currentTime;
    const moving = atS > lastS && !video.seeking && video.readyState >= video.HAVE_CURRENT_DATA;
    lastS = atS;
    if (document.hidden) stillSinceMs = nowMs;
    else if (moving) moves(nowMs);
    else stands(nowMs);
    say(moving && movingSinceMs !== nowMs, nowMs);
    onTime(state.value === 'playing' ? (feed?.programMs() ?? null) : null);
  }

  function moves(nowMs: number): void {
    movingSinceMs ??= nowMs;
    stillSinceMs = nowMs;
    if (nowMs - movingSinceMs > TICK_MS) hasPlayed = true;
    if (nowMs - movingSinceMs > STEADY_MS && trouble === null) ladder = FOOT;
    if (trouble === 'stalled') settle();
    if (nowMs - feedSinceMs > EXCHANGE_AFTER_MS && trouble === null) {
      feedSinceMs = nowMs;
      void look();
    }
  }

  function stands(nowMs: number): void {
    movingSinceMs = null;
    if (feed === null || trouble !== null || nowMs - stillSinceMs < STALLED_AFTER_MS) return;
    fail(video.ended ? 'over' : 'stalled');
  }

  /** It went on by itself. */
  function settle(): void {
    clearTimeout(lookTimer);
    lookTimer = 0;
    questions += 1;
    trouble = null;
    oldEdge = null;
  }

  /** The browser tells scripts nothing of why a load failed, except here. */
  function onViolation({ blockedURI }: SecurityPolicyViolationEvent): void {
    const { origin } = new URL(url, location.href);
    if (blockedURI.startsWith(origin)) trouble = 'forbidden';
  }

  return {
    state,
    soundBlocked,
    setMuted(wanted) {
      muted = wanted;
      soundBlocked.value = false;
      if (feed) play();
      else video.muted = wanted;
    },
    start() {
      if (isMixedContent(location.href, url)) {
        state.value = 'insecure';
        return;
      }
      document.addEventListener('securitypolicyviolation', onViolation);
      tickTimer = window.setInterval(tick, TICK_MS);
      void look();
    },
    stop() {
      questions += 1;
      clearInterval(tickTimer);
      clearTimeout(lookTimer);
      document.removeEventListener('securitypolicyviolation', onViolation);
      drop();
    },
  };
}
