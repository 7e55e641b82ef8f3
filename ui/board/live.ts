// What the board knows. Nobody stands at it: a newer build is taken at once, between two calls.
import { effect, type ReadonlySignal } from '@preact/signals';
import type { StoreSlice } from '../../server/http/schema.ts';
import type { CentreSlice } from '../../server/modules/centre/schema.ts';
import type { BoardSlice } from '../../server/modules/services/page-schema.ts';
import { leaveIfUnpaired } from '../kit/pairing.ts';
import { createStream, type Stream } from '../kit/stream.ts';

interface BoardSlices {
  centre: CentreSlice;
  board: BoardSlice;
  store: StoreSlice;
}
export interface BoardState {
  readonly slices: Stream<BoardSlices>['slices'];
  readonly connected: ReadonlySignal<boolean>;
  start(): void;
  stop(): void;
}

export function createBoard(): BoardState {
  const stream = createStream<BoardSlices>({
    url: '/api/events?page=board',
    names: ['centre', 'board', 'store'],
    onRefused: leaveIfUnpaired,
  });
  let stopReloads = () => {};
  return {
    slices: stream.slices,
    connected: stream.connected,
    start() {
      stopReloads = effect(() => {
        if (stream.outdated.value && stream.connected.value) location.reload();
      });
      stream.start();
    },
    stop() {
      stopReloads();
      stream.stop();
    },
  };
}
