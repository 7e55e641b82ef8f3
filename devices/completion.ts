// What became of a job, by the best word this printer can give. The ladder: process id (GS ( H) → GS r 1 behind the
// data → DLE EOT before and after → nobody knows. Which rungs there are is learnt from each connection.
import {
  autoStatusRequest,
  initialise,
  type PrinterHealth,
  type PrinterReply,
  processIdRequest,
  queuedStatusRequest,
} from './codecs/escpos-status.ts';
import type { PrintOutcome } from './device.ts';
import type { PrinterLine } from './printer-line.ts';
import { sleep, type Timers } from './timers.ts';

export interface PrinterTalk {
  /** Asks DLE EOT 1–4 and publishes the answer; null when none comes. */
  look(): Promise<PrinterHealth | null>;
  nextProcessId(): string;
  readonly askProcessId: boolean;
  readonly askAutoStatus: boolean;
  /** Feeds and cuts, as at the end of a slip. */
  readonly cut: Uint8Array;
  readonly deadlines: { replyMs: number; completionMs: number; watchMs: number };
  readonly timers: Timers;
}

const fillLimit = 16_384;

/**
 * Learns which completion replies there are, and gets back into step after a job of unknown fate. Prints nothing:
 * what a printer does not understand of it stays in its line buffer, which ESC @ clears. False: not now.
 */
export async function learnCapabilities(
  line: PrinterLine,
  talk: PrinterTalk,
  unsettled: { bytesMissing: number } | null,
): Promise<boolean> {
  const { replyMs, completionMs } = talk.deadlines;
  const id = talk.nextProcessId();
  let processId = false;
  let autoStatus = false;
  const heard = line.reply(
    (reply) => {
      processId ||= reply.kind === 'processed' && reply.id === id;
      autoStatus ||= reply.kind === 'autoStatus';
      return reply.kind === 'queuedStatus';
    },
    unsettled ? completionMs : replyMs,
  );
  const missing = Math.min(unsettled?.bytesMissing ?? 0, fillLimit);
  // A picture that lost its tail would swallow the next slip; zeros complete it and are nothing otherwise.
  const fill = new Uint8Array(missing);
  // What is left of a torn slip must not hang on the next visitor's.
  const cut = missing > 0 ? Buffer.concat([initialise, talk.cut]) : initialise;
  // GS a with something switched on is answered by a first frame at once.
  const ask = [
    ...(talk.askProcessId ? [processIdRequest(id)] : []),
    ...(talk.askAutoStatus ? [autoStatusRequest] : []),
  ];
  try {
    await line.write(Buffer.concat([fill, cut, ...ask, initialise, queuedStatusRequest]));
  } catch {
    return false;
  }
  const queuedStatus = (await heard) !== null;
  if (unsettled && queuedStatus && !processId) await late(line, replyMs);
  if (!queuedStatus) {
    // Silent on this because it cannot, or because something is wrong just now?
    const health = await talk.look();
    if (!health || health.trouble) return false;
  }
  if (line.lost) return false;
  line.capabilities = { processId, queuedStatus, autoStatus: autoStatus && talk.askAutoStatus };
  if (!line.capabilities.autoStatus) return true;
  return line.write(autoStatusRequest).then(
    () => true,
    () => false,
  );
}

/** Behind every ESC @, which switches it off. */
function news(line: PrinterLine): Uint8Array {
  return line.capabilities?.autoStatus ? autoStatusRequest : new Uint8Array();
}

/** The first answer may have been the one the interrupted job still owed: lets the others arrive. */
async function late(line: PrinterLine, quietMs: number): Promise<void> {
  while (await line.reply((reply) => reply.kind === 'queuedStatus', quietMs));
}

/** Sends a job whose printer was just found well. Rejects with the TransportError of the write. */
export async function completeJob(
  line: PrinterLine,
  job: Uint8Array,
  talk: PrinterTalk,
): Promise<PrintOutcome> {
  const { processId = false, queuedStatus = false } = line.capabilities ?? {};
  const id = talk.nextProcessId();
  const { completionMs } = talk.deadlines;
  if (!processId && !queuedStatus) {
    await line.write(Buffer.concat([job, news(line)]));
    return watched(line, talk);
  }
  const answers = (reply: PrinterReply) =>
    processId ? reply.kind === 'processed' && reply.id === id : reply.kind === 'queuedStatus';
  const done = line.reply(answers, completionMs);
  const question = processId ? processIdRequest(id) : queuedStatusRequest;
  await line.write(Buffer.concat([job, news(line), question]));
  const reply = await awaited(line, talk, done);
  if (reply?.kind === 'processed') return 'confirmed';
  if (reply?.kind !== 'queuedStatus') return 'unconfirmed';
  // The data were taken in; whether they are on paper a printer in trouble cannot promise.
  const health = await talk.look();
  return health && !health.trouble ? 'processed' : 'unconfirmed';
}

/** The answer, or null when there is no more hope of one. Never leaves a look under way behind. */
async function awaited(
  line: PrinterLine,
  talk: PrinterTalk,
  done: Promise<PrinterReply | null>,
): Promise<PrinterReply | null> {
  let reply: PrinterReply | null | undefined;
  const settled = done.then((value) => {
    reply = value;
  });
  let troubles = 0;
  while (reply === undefined && !line.lost) {
    await Promise.race([settled, sleep(talk.timers, talk.deadlines.watchMs)]);
    if (reply !== undefined || line.lost) break;
    const health = await talk.look();
    // Twice in a row: pressing the feed button or cutting looks like being offline for a moment.
    troubles = health?.trouble ? troubles + 1 : 0;
    if (troubles >= 2) break;
  }
  return reply ?? null;
}

/** No completion reply at all: well, well again, and time enough in between to have printed. */
async function watched(line: PrinterLine, talk: PrinterTalk): Promise<PrintOutcome> {
  const { watchMs } = talk.deadlines;
  for (let looks = 0; looks < 3; looks++) {
    await sleep(talk.timers, watchMs);
    const health = line.lost ? null : await talk.look();
    if (!health || health.trouble) return 'unconfirmed';
  }
  return 'processed';
}
