// The code scanner: says what was scanned, once. It is only listened to, so silence is no fault.
import { codeGapMs, createCodeFramer, createRepeatFilter } from './codecs/code-scanner.ts';
import type { CodeScanner } from './device.ts';
import { createListeners } from './listeners.ts';
import type { Logger } from './logger.ts';
import { createStatus } from './status.ts';
import { createSupervisor } from './supervisor.ts';
import { systemTimers, type TimerHandle, type Timers } from './timers.ts';
import type { Transport } from './transports/transport.ts';

export interface CodeScannerOptions {
  open: () => Transport;
  logger: Logger;
  virtual?: boolean;
  timers?: Timers;
  backOff?: { firstMs: number; maxMs: number };
}

export function createCodeScanner(options: CodeScannerOptions): CodeScanner {
  const { logger, timers = systemTimers } = options;
  const status = createStatus('codeScanner', options.virtual ?? false, timers);
  const codes = createListeners<string | null>((error) =>
    logger.error({ error: String(error) }, 'listener of the code scanner failed'),
  );
  const isNew = createRepeatFilter();
  const framer = createCodeFramer((text) => {
    if (isNew(text, timers.monotonicMs())) codes.emit(text);
  });
  let gap: TimerHandle | null = null;

  function noGap(): void {
    if (gap) timers.clearTimeout(gap);
    gap = null;
  }

  const supervisor = createSupervisor({
    open: options.open,
    status,
    logger,
    timers,
    ...(options.backOff && { backOff: options.backOff }),
    onOpen() {
      supervisor.alive();
      status.set({ state: 'ready', lastError: null });
    },
    onData(bytes) {
      noGap();
      framer.feed(bytes);
      gap = timers.setTimeout(framer.gap, codeGapMs);
    },
    onLost() {
      noGap();
      framer.gap();
    },
  });

  return {
    async start() {
      supervisor.start();
    },
    stop: supervisor.stop,
    status: status.get,
    onStatus: status.onChange,
    onCode: codes.add,
  };
}
