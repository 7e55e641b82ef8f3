// What the board knows. Nobody stands at it: a newer build is taken at once, between two calls.
import { effect, type ReadonlySignal } from '@preact/signals';
import type { StoreSlice } from '../../server/http/schema.ts';
import type { CentreSlice } from '../../server/modules/centre/schema.ts';
import type { LiveNow } from '../../server/modules/livestream/page-schema.ts';
import type { BoardSlice } from '../../server/modules/services/page-schema.ts';
import type {
  AnnouncementSlice,
  SoundSlice,
  TestCallMoment,
} from '../../server/modules/voice/schema.ts';
import { leaveIfUnpaired } from '../kit/pairing.ts';
import { createStream, type Stream } from '../kit/stream.ts';
import { createVoice, type Voice } from './voice/voice.ts';

interface BoardSlices {
  centre: CentreSlice;
  board: BoardSlice;
  announcement: AnnouncementSlice;
  sound: SoundSlice;
  store: StoreSlice;
  workshop: LiveNow;
}
interface BoardMoments {
  testCall: TestCallMoment;
}
export interface BoardState {
  readonly slices: Stream<BoardSlices>['slices'];
  readonly connected: ReadonlySignal<boolean>;
  readonly voice: Voice;
  start(): void;
  stop(): void;
}

export function createBoard(): BoardState {
  const stream = createStream<BoardSlices, BoardMoments>({
    url: '/api/events?page=board',
    names: ['centre', 'board', 'announcement', 'sound', 'store', 'workshop'],
    onRefused: leaveIfUnpaired,
  });
  const { slices, connected } = stream;
  const voice = createVoice({
    ...slices,
    connected,
    onTestCall: (listen) => stream.onMoment('testCall', listen),
  });
  let stopReloads = () => {};
  return {
    slices,
    connected,
    voice,
    start() {
      stopReloads = effect(() => {
        const silent = voice.saying.value === null;
        if (stream.outdated.value && connected.value && silent) location.reload();
      });
      stream.start();
      voice.start();
    },
    stop() {
      stopReloads();
      voice.stop();
      stream.stop();
    },
  };
}
