// A conversation with an open printer: who waits for which reply, for how long.
import {
  createReplyParser,
  healthOfAuto,
  type PrinterHealth,
  type PrinterReply,
  type StatusPart,
  statusParts,
  statusRequest,
} from './codecs/escpos-status.ts';
import type { Timers } from './timers.ts';
import { type Transport, TransportError } from './transports/transport.ts';

export interface PrinterLine {
  /** The four DLE EOT replies; null when one does not come in time. Never rejects. */
  askStatus(): Promise<Record<StatusPart, number> | null>;
  /** Rejects with a TransportError. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves with the next reply that `matches`; null after `deadlineMs` or when the line is lost. */
  reply(
    matches: (reply: PrinterReply) => boolean,
    deadlineMs: number,
  ): Promise<PrinterReply | null>;
  feed(bytes: Uint8Array): void;
  end(): void;
  readonly lost: boolean;
  /** What this connection's printer can do; learnt before its first job. */
  capabilities: PrinterCapabilities | null;
}
interface PrinterCapabilities {
  readonly processId: boolean;
  readonly queuedStatus: boolean;
  /** Tells by itself (ASB) when asked to; ESC @ makes it forget. */
  readonly autoStatus: boolean;
}

export function createPrinterLine(
  link: Transport,
  timers: Timers,
  { replyMs, writeMs }: { replyMs: number; writeMs: number },
  /** The printer told of itself, and something else than the last time. */
  onNews: (health: PrinterHealth) => void = () => {},
): PrinterLine {
  let lost = false;
  let told = '';
  const waiting = new Set<{
    matches(reply: PrinterReply): boolean;
    settle(reply: PrinterReply | null): void;
  }>();
  const parser = createReplyParser((reply) => {
    for (const each of [...waiting]) if (each.matches(reply)) each.settle(reply);
    if (reply.kind !== 'autoStatus') return;
    const health = healthOfAuto(reply.bits);
    const telling = JSON.stringify(health);
    if (telling !== told) onNews(health);
    told = telling;
  });

  function write(bytes: Uint8Array, deadlineMs: number): Promise<void> {
    if (lost) return Promise.reject(new TransportError('closed', 'not open', false));
    return link.write(bytes, deadlineMs);
  }

  const line: PrinterLine = {
    get lost() {
      return lost;
    },
    capabilities: null,
    async askStatus() {
      const replies = { 1: 0, 2: 0, 3: 0, 4: 0 };
      for (const part of statusParts) {
        // One at a time: the replies look alike, and some printers answer only the first of several.
        const answer = line.reply((reply) => reply.kind === 'status', replyMs);
        // Not the deadline of a slip: a wire that takes no question in that time is as good as silent.
        const sent = await write(statusRequest(part), replyMs).then(
          () => true,
          () => false,
        );
        const reply = sent ? await answer : null;
        if (reply?.kind !== 'status') return null;
        replies[part] = reply.bits;
      }
      return replies;
    },
    write: (bytes) => write(bytes, writeMs),
    reply(matches, deadlineMs) {
      if (lost) return Promise.resolve(null);
      return new Promise((resolve) => {
        const timer = timers.setTimeout(() => entry.settle(null), deadlineMs);
        const entry = {
          matches,
          settle(reply: PrinterReply | null) {
            timers.clearTimeout(timer);
            waiting.delete(entry);
            resolve(reply);
          },
        };
        waiting.add(entry);
      });
    },
    feed: parser.feed,
    end() {
      lost = true;
      for (const each of [...waiting]) each.settle(null);
    },
  };
  return line;
}
