// The touchscreen as one object: what the server pushes, where the visitor is, whether anybody is there.
import { computed, effect, type ReadonlySignal, untracked } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type {
  CardReadMoment,
  CardTroubleMoment,
  CodeScannedMoment,
  DevicesSlice,
} from '../../devices/schema.ts';
import type { SetupSlice } from '../../server/auth/schema.ts';
import type { StoreSlice } from '../../server/http/schema.ts';
import type { AttendanceSlice } from '../../server/modules/attendance/schema.ts';
import type { CatalogueSlice } from '../../server/modules/catalogue/schema.ts';
import type { CentreSlice } from '../../server/modules/centre/schema.ts';
import type { UnitsSlice } from '../../server/modules/directory/schema.ts';
import type { HelpSlice } from '../../server/modules/help/schema.ts';
import type { WorkshopSlice } from '../../server/modules/livestream/page-schema.ts';
import type { PrintingSlice } from '../../server/modules/printing/schema.ts';
import type { BoardSlice, ServicesSlice } from '../../server/modules/services/page-schema.ts';
import { createIdle, type Idle } from '../kit/idle.ts';
import { largeType } from '../kit/large-type.ts';
import { clearToast } from '../kit/notice.tsx';
import { leaveIfUnpaired } from '../kit/pairing.ts';
import { createStream, type Stream } from '../kit/stream.ts';
import { createVisits, type Visits } from '../kit/visits.ts';
import { giveUp, type Screen, type ScreenName, type Session, visitPlan } from './plan.ts';

interface TouchSlices {
  centre: CentreSlice;
  attendance: AttendanceSlice;
  units: UnitsSlice;
  catalogue: CatalogueSlice;
  services: ServicesSlice;
  printing: PrintingSlice;
  devices: DevicesSlice;
  help: HelpSlice;
  store: StoreSlice;
  setup: SetupSlice;
  board: BoardSlice;
  workshop: WorkshopSlice;
}
interface TouchMoments {
  card: CardReadMoment;
  cardTrouble: CardTroubleMoment;
  code: CodeScannedMoment;
}
export interface Kiosk {
  readonly slices: Stream<TouchSlices>['slices'];
  readonly visits: Visits<Screen, Session>;
  readonly idle: Idle;
  /** The first snapshot has come. */
  readonly ready: ReadonlySignal<boolean>;
  /** Cut off from the server, for longer than a blink. */
  readonly cutOff: ReadonlySignal<boolean>;
  /** Nothing can be recorded: the disk is full or broken. */
  readonly stopped: ReadonlySignal<boolean>;
  readonly connected: ReadonlySignal<boolean>;
  onMoment: Stream<TouchSlices, TouchMoments>['onMoment'];
  start(): void;
  stop(): void;
}

const NAMES: readonly (keyof TouchSlices)[] = [
  'centre',
  'attendance',
  'units',
  'catalogue',
  'services',
  'printing',
  'devices',
  'help',
  'store',
  'setup',
  'board',
  'workshop',
];
/** Pages that only tell something: they go by themselves. */
const FINAL: readonly ScreenName[] = [
  'checkedIn',
  'left',
  'ticket',
  'ticketStatus',
  'rated',
  'ordered',
  'orderStatus',
];
/** Pages of the last kind that have more to read, or digits to write down. */
const SLOW: readonly ScreenName[] = ['ticketStatus', 'ordered', 'orderStatus'];
const TYPED: readonly ScreenName[] = ['phone', 'manyPeople', 'appointment', 'ratingPhone', 'buyer'];
const FINAL_MS = 20_000;
const REST_MS = 60_000;
const TYPING_MS = 90_000;
/** Somebody who called for help waits for a person, not for the screen. */
const HELP_MS = 180_000;
/** Who watches a session touches nothing. */
const LIVE_MS = 300_000;
const WARN_MS = 20_000;
/** A page that has run for a day starts afresh when nobody is there. */
const PAGE_LIFE_MS = 24 * 3_600_000;

export function isFinal(name: ScreenName): boolean {
  return FINAL.includes(name);
}

export function createKiosk(): Kiosk {
  const stream = createStream<TouchSlices, TouchMoments>({
    url: '/api/events?page=touch',
    names: NAMES,
    onRefused: leaveIfUnpaired,
  });
  const { slices, connected, outdated, onMoment } = stream;
  const visits = createVisits(visitPlan);
  const { screen } = visits;
  const ready = computed(() => slices.centre.value !== null);
  const cutOff = computed(() => ready.value && !connected.value);
  const stopped = computed(() => slices.store.value?.state === 'readOnly');

  const idle = createIdle({
    restMs() {
      const { name } = screen.peek();
      if (name === 'attract') return null;
      if (SLOW.includes(name)) return REST_MS;
      if (isFinal(name)) return FINAL_MS;
      if (name === 'live') return LIVE_MS;
      if (name === 'help') return HELP_MS;
      return TYPED.includes(name) ? TYPING_MS : REST_MS;
    },
    warnMs: () => (isFinal(screen.peek().name) || cutOff.peek() ? 0 : WARN_MS),
    end: () => visits.reset(),
  });

  let stops: (() => void)[] = [];
  return {
    slices,
    visits,
    idle,
    ready,
    cutOff,
    stopped,
    connected,
    onMoment,
    start() {
      stops = [
        effect(() => {
          screen.value;
          clearToast();
          untracked(() => idle.stir());
        }),
        effect(() => {
          // Back at the doors whatever was begun is given up; only the recorded visit is remembered.
          if (screen.value.name === 'home') untracked(() => giveUp(visits.session.value));
        }),
        effect(() => {
          visits.count.value;
          largeType.value = false;
        }),
        effect(() => {
          const resting = screen.value.name === 'attract' && connected.value;
          if (resting && (outdated.value || performance.now() > PAGE_LIFE_MS)) location.reload();
        }),
      ];
      idle.start();
      stream.start();
    },
    stop() {
      stream.stop();
      idle.stop();
      for (const stop of stops) stop();
    },
  };
}

export const KioskContext = createContext<Kiosk | null>(null);

export function useKiosk(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (!kiosk) throw new Error('no kiosk around this component');
  return kiosk;
}
