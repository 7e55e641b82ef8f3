// One kiosk for each test, with whoever reads its streams: all of them end with the test.
import { afterEach } from 'vitest';
import { type EventReader, readEvents } from './http/event-source.ts';
import { type StartedKiosk, type StartOptions, startKiosk } from './started-kiosk.ts';

export function kioskOfEachTest() {
  let started: StartedKiosk | undefined;
  const readers: EventReader[] = [];
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.stop();
    await started?.end();
    started = undefined;
  });
  return {
    async start(options?: StartOptions): Promise<StartedKiosk> {
      started = await startKiosk(options);
      return started;
    },
    async watch(url: string, headers?: Record<string, string>): Promise<EventReader> {
      const reader = await readEvents(url, headers);
      readers.push(reader);
      return reader;
    },
  };
}
