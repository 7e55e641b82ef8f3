// Counts a range when somebody asks, and keeps the last answers. A year takes a while: whoever asks is told how far it is and asks
// again; one range is counted at a time, and one that nobody asks for any more is dropped.

import { itemName } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import type { CentreView } from '../centre/schema.ts';
import type { RatingsView } from '../ratings/schema.ts';
import type { ServicesView } from './schema.ts';
import { StatisticsTally } from './statistics.ts';
import type { Statistics, StatisticsProgress } from './statistics-schema.ts';
import {
  type DayRange,
  daysWithTickets,
  type StoryStore,
  storiesBetween,
} from './stories-between.ts';

export interface DeskReads {
  services: ServicesView;
  catalogue: CatalogueView;
  centre: CentreView;
  ratings: RatingsView;
}
export interface DeskStore extends StoryStore {
  read<T>(select: (views: DeskReads) => T): Promise<T>;
}
/** `busy`: too many ranges are being counted already. */
export type DeskAnswer =
  | { readonly state: 'done'; readonly statistics: Statistics }
  | ({ readonly state: 'working' } & StatisticsProgress)
  | { readonly state: 'busy' };
export interface StatisticsDesk {
  ask(range: DayRange): Promise<DeskAnswer>;
  stop(): void;
}

/** So long an answer is waited for before it is told how far it is. */
const PATIENCE_MS = 1_500;
const FORGOTTEN_AFTER_MS = 20_000;
const MOST_WORKING = 8;
const KEPT_ANSWERS = 6;

type DayRatings = Statistics['ratings'][number];

interface Job {
  /** What the answer depends on, as it was when the job began. */
  readonly stamp: string;
  daysRead: number;
  days: number;
  askedAtMs: number;
  answer: Statistics | null;
  done: Promise<void>;
}

export function createStatisticsDesk(
  store: DeskStore,
  nowMs: () => number = () => performance.now(),
): StatisticsDesk {
  const jobs = new Map<string, Job>();
  let queue: Promise<void> = Promise.resolve();
  let stopped = false;

  function begin(range: DayRange, stamp: string): Job {
    const key = keyOf(range);
    const job: Job = {
      stamp,
      daysRead: 0,
      days: 0,
      askedAtMs: nowMs(),
      answer: null,
      done: Promise.resolve(),
    };
    const wanted = () => !stopped && nowMs() - job.askedAtMs <= FORGOTTEN_AFTER_MS;
    job.done = queue.then(async () => {
      try {
        job.answer = await count(store, range, job, wanted);
      } finally {
        if (!job.answer && jobs.get(key) === job) jobs.delete(key);
      }
    });
    queue = job.done.catch(() => {});
    jobs.delete(key);
    jobs.set(key, job);
    return job;
  }

  function forgetOldAnswers(): void {
    const answered = [...jobs].filter(([, { answer }]) => answer !== null);
    for (const [key] of answered.slice(0, -KEPT_ANSWERS)) jobs.delete(key);
  }

  return {
    async ask(range) {
      const stamp = await store.read((views) => stampOf(views, range));
      const known = jobs.get(keyOf(range));
      const usable = known && (known.answer === null || known.stamp === stamp);
      const working = [...jobs.values()].filter(({ answer }) => answer === null).length;
      if (!usable && working >= MOST_WORKING) return { state: 'busy' };
      const job = usable ? known : begin(range, stamp);
      job.askedAtMs = nowMs();
      await atMost(PATIENCE_MS, job.done);
      forgetOldAnswers();
      if (job.answer) return { state: 'done', statistics: job.answer };
      return { state: 'working', daysRead: job.daysRead, days: job.days };
    },
    stop() {
      stopped = true;
    },
  };
}

function keyOf({ from, to }: DayRange): string {
  return `${from} ${to}`;
}

/** Changes when a ticket of the range, a rating or a name does. */
function stampOf({ services, ratings, catalogue }: DeskReads, range: DayRange): string {
  const days = daysWithTickets(services, range);
  const rated = Object.entries(ratings.days)
    .filter(([day]) => isIn(day, range))
    .map(([day, { total }]) => [day, total]);
  const names = Object.values(catalogue.items).map(({ name }) => name);
  return JSON.stringify([days, rated, names]);
}

function isIn(day: string, { from, to }: DayRange): boolean {
  return from <= day && day <= to;
}

/** Null when nobody waits for it any more. */
async function count(
  store: DeskStore,
  range: DayRange,
  progress: Pick<Job, 'days' | 'daysRead'>,
  wanted: () => boolean,
): Promise<Statistics | null> {
  const zone = await store.read(({ centre }) => centre.profile?.zone ?? 'UTC');
  const tally = new StatisticsTally(zone);
  const damaged = new Set<string>();
  const stories = storiesBetween(store, range, {
    onDays: (days) => {
      progress.days = days;
    },
    onDay: () => {
      progress.daysRead += 1;
    },
    onDamage: (days) => {
      for (const day of days) damaged.add(day);
    },
  });
  if (!wanted()) return null;
  for await (const story of stories) {
    if (!wanted()) return null;
    tally.add(story);
  }
  return store.read(({ catalogue, ratings }) =>
    tally.result({
      ...range,
      itemName: (id) => itemName(catalogue, id),
      ratings: tally.servedByDay().map(({ day, served }) => ratingsOf(ratings, day, served)),
      damagedDays: [...damaged].sort(),
    }),
  );
}

/** Whoever was served and gave no grade is 未评价. */
function ratingsOf({ days }: RatingsView, day: string, served: number): DayRatings {
  const grades = days[day]?.total.grades ?? [0, 0, 0, 0, 0];
  const rated = grades.reduce((sum, count) => sum + count, 0);
  return { day, grades, none: Math.max(0, served - rated) };
}

async function atMost(patienceMs: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
