// The ID-card reader: asks for a card a few times a second, reads it once, and says what is on it.
import {
  type CardFault,
  createIdCardParser,
  type IdCardReply,
  idCardAnswers,
  idCardCommands,
  readIdCard,
} from './codecs/id-card.ts';
import type { CardTrouble, IdCard, IdCardReader } from './device.ts';
import { createListeners } from './listeners.ts';
import type { Logger } from './logger.ts';
import { createStatus } from './status.ts';
import { createSupervisor } from './supervisor.ts';
import { sleep, systemTimers, type Timers } from './timers.ts';
import type { Transport } from './transports/transport.ts';

export interface IdCardReaderOptions {
  open: () => Transport;
  logger: Logger;
  virtual?: boolean;
  timers?: Timers;
  backOff?: { firstMs: number; maxMs: number };
  /** Readers do not like to be asked more often than every 300 ms. */
  pollMs?: number;
  replyMs?: number;
}

/** What went wrong with the last card, as long as the reader itself is well. */
const cardErrors = ['readFailed', 'cardUnknown'];
/** The reader answers, yet will read no card. */
const moduleFaults = new Map<number, string>([
  [idCardAnswers.selfTestFailed, 'selfTestFailed'],
  [idCardAnswers.unauthorised, 'unauthorised'],
]);
/** Unanswered questions in a row: then degraded; twice as many: then the connection is given up. */
const silentQuestions = 3;

export function createIdCardReader(options: IdCardReaderOptions): IdCardReader {
  const { logger, timers = systemTimers, pollMs = 300, replyMs = 1_500 } = options;
  const status = createStatus('idCardReader', options.virtual ?? false, timers);
  const cards = createListeners<IdCard>((error) =>
    logger.error({ error: String(error) }, 'listener of the ID-card reader failed'),
  );
  const troubles = createListeners<CardTrouble>((error) =>
    logger.error({ error: String(error) }, 'listener of the ID-card reader failed'),
  );
  let answer: ((reply: IdCardReply | null) => void) | null = null;
  const parser = createIdCardParser((reply) => answer?.(reply));
  let silences = 0;
  /** The card that was read and not lifted since: some readers find it again and again. */
  let lying: string | null = null;
  /** What was said about a card that failed; not again until it is lifted or read. */
  let complaint: CardFault | null = null;

  const supervisor = createSupervisor({
    open: options.open,
    status,
    logger,
    timers,
    ...(options.backOff && { backOff: options.backOff }),
    onOpen(link) {
      silences = 0;
      void poll(link);
    },
    onData: parser.feed,
    onLost: () => answer?.(null),
  });

  /** Asks and waits; null when there is no answer in time. Never rejects. */
  async function ask(link: Transport, question: Uint8Array): Promise<IdCardReply | null> {
    parser.reset();
    const reply = new Promise<IdCardReply | null>((resolve) => {
      const timer = timers.setTimeout(() => answer?.(null), replyMs);
      answer = (value) => {
        timers.clearTimeout(timer);
        answer = null;
        resolve(value);
      };
    });
    await link.write(question, replyMs).catch(() => answer?.(null));
    return reply;
  }

  async function poll(link: Transport): Promise<void> {
    while (supervisor.link() === link) {
      const found = await ask(link, idCardCommands.find);
      if (supervisor.link() !== link) return;
      if (heard(found)) {
        if (found?.answer === idCardAnswers.found) await read(link);
        else if (found?.answer === idCardAnswers.noCard) lifted();
      }
      await sleep(timers, pollMs);
    }
  }

  function heard(reply: IdCardReply | null): boolean {
    if (reply) {
      silences = 0;
      supervisor.alive();
      const broken = moduleFaults.get(reply.answer);
      const onCard = cardErrors.find((error) => error === status.get().lastError) ?? null;
      status.set(
        broken === undefined
          ? { state: 'ready', lastError: onCard }
          : { state: 'degraded', lastError: broken },
      );
      return true;
    }
    silences += 1;
    if (silences >= silentQuestions) status.set({ state: 'degraded', lastError: 'silent' });
    if (silences >= 2 * silentQuestions) supervisor.drop('silent');
    return false;
  }

  function lifted(): void {
    lying = null;
    complaint = null;
  }

  async function read(link: Transport): Promise<void> {
    const selected = await ask(link, idCardCommands.select);
    const isSelected = selected?.answer === idCardAnswers.done;
    const reply = isSelected ? await ask(link, idCardCommands.read) : null;
    if (supervisor.link() !== link) return;
    const isRead = reply?.answer === idCardAnswers.done;
    const card = isRead ? readIdCard(reply.data) : 'unread';
    // Text, photo and fingerprint are of no more use, and nobody's to keep.
    reply?.data.fill(0);
    if (typeof card === 'string') {
      // The code says where it went wrong, never what is on the card.
      const answer = (isSelected ? reply : selected)?.answer.toString(16) ?? 'silent';
      failed(card, isRead ? card : answer);
      return;
    }
    status.set({ lastError: null });
    complaint = null;
    if (card.idNumber === lying) return;
    lying = card.idNumber;
    cards.emit(card);
  }

  /** Pulled too early, worn, or of another kind. Most readers find a card again only once it was lifted. */
  function failed(fault: CardFault, code: string): void {
    // The card that was read is just being taken away: nothing is wrong with it.
    if (fault === 'unread' && lying !== null) return;
    status.set({ lastError: fault === 'unread' ? 'readFailed' : 'cardUnknown' });
    if (complaint === fault) return;
    complaint = fault;
    logger.warn({ code }, 'ID card not read');
    troubles.emit(fault === 'unread' ? 'liftCard' : 'unknownCard');
  }

  return {
    async start() {
      supervisor.start();
    },
    stop: supervisor.stop,
    status: status.get,
    onStatus: status.onChange,
    onCard: cards.add,
    onTrouble: troubles.add,
  };
}
