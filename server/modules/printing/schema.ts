// What was to be printed and what became of it. Local events: the hub never needs them.
import { type Static, Type } from 'typebox';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';

const strict = { additionalProperties: false } as const;
const Id = Type.String({ minLength: 1, maxLength: 64 });

/** What a slip shows: the record it refers to. The text is made from the views when it is printed. */
export const SlipKind = Type.Union([
  Type.Literal('ticket'),
  /** What to bring next time; refers to the ticket. */
  Type.Literal('missing'),
  /** A checklist; its reference is `item:<id>` or `package:<id>` of the catalogue. */
  Type.Literal('materials'),
  /** 共富账单; its reference is `<from>/<to>/<account>` or `<from>/<to>/unit:<id>`. */
  Type.Literal('shares'),
  /** What to pick up at the shop; refers to the order. */
  Type.Literal('order'),
  /** Of what was paid at the shop; refers to the order. */
  Type.Literal('receipt'),
  /** 日结; its reference is `<day>/<count>`. */
  Type.Literal('takings'),
  Type.Literal('test'),
]);
export type SlipKind = Static<typeof SlipKind>;

export const jobQueued = defineEvent({
  type: 'printing.jobQueued',
  lifetime: 'ageing',
  local: true,
  data: Type.Object(
    {
      jobId: Id,
      kind: SlipKind,
      /** Id of the record, e.g. the ticket. */
      reference: Type.String(),
      /** 1 for the original; from 2 on the slip is headed 补打（第 N 次）. */
      copy: Type.Integer({ minimum: 1 }),
      /** Staff asked for it: that day it is printed whatever has become of the ticket. */
      asked: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
});
/** Journalled before the first byte goes to the printer. */
export const jobStarted = defineEvent({
  type: 'printing.jobStarted',
  lifetime: 'ageing',
  local: true,
  data: Type.Object({ jobId: Id }, strict),
});
/**
 * confirmed: the printer says the paper is out · processed: it took every byte and is well ·
 * unconfirmed: nobody knows · failed: certainly nothing legible came out · cancelled: by staff · stale: no longer of use.
 */
export const JobResult = Type.Union([
  Type.Literal('confirmed'),
  Type.Literal('processed'),
  Type.Literal('unconfirmed'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
  Type.Literal('stale'),
]);
export type JobResult = Static<typeof JobResult>;
export const jobFinished = defineEvent({
  type: 'printing.jobFinished',
  lifetime: 'ageing',
  local: true,
  data: Type.Object({ jobId: Id, result: JobResult }, strict),
});
/** Not one byte had been sent: the job goes back to the front of the queue, unmarked. */
export const jobRequeued = defineEvent({
  type: 'printing.jobRequeued',
  lifetime: 'ageing',
  local: true,
  data: Type.Object({ jobId: Id }, strict),
});
export type JobQueued = Recorded<typeof jobQueued>;
export type JobStarted = Recorded<typeof jobStarted>;
export type JobFinished = Recorded<typeof jobFinished>;
export type JobRequeued = Recorded<typeof jobRequeued>;
export type PrintingEvent = JobQueued | JobStarted | JobFinished | JobRequeued;

export type JobState = 'queued' | 'sending' | JobResult;
export interface PrintJob {
  id: string;
  kind: SlipKind;
  reference: string;
  copy: number;
  state: JobState;
  asked: boolean;
  /** How many business days had been opened when it was queued: tells old jobs without a clock. */
  dayIndex: number;
  queuedAtMs: number;
}
export interface PrintingView {
  days: number;
  /** Jobs of the last business days, by id. */
  jobs: Record<string, PrintJob>;
  /** Ids of jobs still to be printed, oldest first; a job that is `sending` stays in front. */
  queue: string[];
  /** How many copies of a record were queued so far, by `kind:reference`. */
  copies: Record<string, number>;
}

export const printingRefusals = {
  JOB_NOT_FOUND: 404,
  JOB_STATE_WRONG: 409,
  PRINTER_MISSING: 409,
} as const;
export type PrintingRefusal = keyof typeof printingRefusals;
export const refuse = refusals(printingRefusals);

export const JobBody = Type.Object({ jobId: Id }, strict);
export const FinishJobBody = Type.Object({ jobId: Id, result: JobResult }, strict);
/** Queues one more copy of what an earlier job printed. */
export const ReprintBody = Type.Object({ jobId: Id }, strict);
export const TestSlipBody = Type.Object({}, strict);

/** Old slips that staff have seen and do not want. Named one by one: what became old meanwhile stays on the list. */
export const DismissBody = Type.Object(
  { jobIds: Type.Array(Id, { minItems: 1, maxItems: 500 }) },
  strict,
);
export const DismissReply = Type.Object({ dismissed: Type.Integer() }, strict);

const listed = {
  id: Id,
  kind: SlipKind,
  reference: Type.String(),
  copy: Type.Integer(),
  state: Type.Union([Type.Literal('queued'), Type.Literal('sending'), JobResult]),
  asked: Type.Boolean(),
  dayIndex: Type.Integer(),
  queuedAtMs: Type.Integer(),
  /** The number of the ticket, what the checklist is of, the code of the order or the day of the takings. */
  label: Type.String(),
};
/** Why an old slip was not printed: the number was called already, it is of an earlier day, nobody waits for it any more, the order is over. */
export const StaleReason = Type.Union([
  Type.Literal('called'),
  Type.Literal('oldDay'),
  Type.Literal('tooLate'),
  Type.Literal('orderOver'),
]);
export type StaleReason = Static<typeof StaleReason>;

/** Slice `jobs` on the staff page and GET /api/printing/jobs. */
export const JobList = Type.Object(
  {
    /** The last 100, newest first. */
    jobs: Type.Array(Type.Object(listed, strict)),
    /** Slips still to come, the one at the printer included. */
    waiting: Type.Integer(),
    /** Not printed because they came too late; oldest first, at most 200, until staff print or dismiss them. */
    stale: Type.Array(Type.Object({ ...listed, reason: StaleReason }, strict)),
  },
  strict,
);
export type JobsSlice = Static<typeof JobList>;
export const JobReply = Type.Object({ id: Id }, strict);
/** Slice `printing` on the touchscreen: what became of the slips of this screen's last tickets, by reference. */
export interface PrintingSlice {
  waiting: number;
  recent: Record<string, JobState>;
}
