// The life of a print job. The spool starts and finishes; staff reprint and cancel.
import { type CommandDefinition, event } from '../../store/module.ts';
import {
  DismissBody,
  FinishJobBody,
  JobBody,
  jobFinished,
  jobQueued,
  jobRequeued,
  jobStarted,
  type PrintingView,
  ReprintBody,
  refuse,
  TestSlipBody,
} from './schema.ts';
import { nextCopy } from './view.ts';

interface Reads {
  printing: PrintingView;
}
interface JobReply {
  id: string;
}

export const startJob: CommandDefinition<Reads, typeof JobBody, JobReply> = {
  type: 'printing.startJob',
  body: JobBody,
  decide({ printing }, { jobId }) {
    const job = printing.jobs[jobId];
    if (!job) return refuse('JOB_NOT_FOUND');
    if (job.state !== 'queued') return refuse('JOB_STATE_WRONG');
    return { events: [event(jobStarted, { jobId })], reply: { id: jobId } };
  },
};

export const finishJob: CommandDefinition<Reads, typeof FinishJobBody, JobReply> = {
  type: 'printing.finishJob',
  body: FinishJobBody,
  decide({ printing }, { jobId, result }) {
    const job = printing.jobs[jobId];
    if (!job) return refuse('JOB_NOT_FOUND');
    if (job.state !== 'sending' && job.state !== 'queued') return refuse('JOB_STATE_WRONG');
    return { events: [event(jobFinished, { jobId, result })], reply: { id: jobId } };
  },
};

/** Only for a job of which not one byte was sent. */
export const requeueJob: CommandDefinition<Reads, typeof JobBody, JobReply> = {
  type: 'printing.requeueJob',
  body: JobBody,
  decide({ printing }, { jobId }) {
    const job = printing.jobs[jobId];
    if (!job) return refuse('JOB_NOT_FOUND');
    if (job.state !== 'sending') return refuse('JOB_STATE_WRONG');
    return { events: [event(jobRequeued, { jobId })], reply: { id: jobId } };
  },
};

/** One more copy, marked as such, or what was called off after all. A job that still waits is not doubled. */
export const reprint: CommandDefinition<Reads, typeof ReprintBody, JobReply> = {
  type: 'printing.reprint',
  body: ReprintBody,
  decide({ printing }, { jobId }, context) {
    const job = printing.jobs[jobId];
    if (!job) return refuse('JOB_NOT_FOUND');
    if (job.state === 'queued' || job.state === 'sending') return refuse('JOB_STATE_WRONG');
    const { kind, reference } = job;
    const copy = nextCopy(printing, job);
    const asked = context.actor.kind === 'staff';
    const id = context.id(0);
    const queued = event(jobQueued, { jobId: id, kind, reference, copy, ...(asked && { asked }) });
    // It leaves the list of old slips: this one takes its place.
    const replaced =
      job.state === 'stale' ? [event(jobFinished, { jobId, result: 'cancelled' })] : [];
    return { events: [queued, ...replaced], reply: { id } };
  },
};

export const cancelJob: CommandDefinition<Reads, typeof JobBody, JobReply> = {
  type: 'printing.cancelJob',
  body: JobBody,
  decide({ printing }, { jobId }) {
    const job = printing.jobs[jobId];
    if (!job) return refuse('JOB_NOT_FOUND');
    if (job.state !== 'queued') return refuse('JOB_STATE_WRONG');
    return { events: [event(jobFinished, { jobId, result: 'cancelled' })], reply: { id: jobId } };
  },
};

/** What is no longer old, or was printed meanwhile, is passed over: the list may have moved under the finger. */
export const dismissStale: CommandDefinition<Reads, typeof DismissBody, { dismissed: number }> = {
  type: 'printing.dismissStale',
  body: DismissBody,
  decide({ printing }, { jobIds }) {
    const old = [...new Set(jobIds)].filter((jobId) => printing.jobs[jobId]?.state === 'stale');
    const events = old.map((jobId) => event(jobFinished, { jobId, result: 'cancelled' }));
    return { events, reply: { dismissed: old.length } };
  },
};

export const queueTestSlip: CommandDefinition<Reads, typeof TestSlipBody, JobReply> = {
  type: 'printing.queueTestSlip',
  body: TestSlipBody,
  decide(_views, _body, context) {
    const id = context.id(0);
    return {
      events: [event(jobQueued, { jobId: id, kind: 'test', reference: id, copy: 1 })],
      reply: { id },
    };
  },
};
