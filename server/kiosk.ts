// The kiosk, put together from named parts in the order in which they start: what is personal, what is recorded, what the
// settings say, devices, business day, screens, doors. `stop` goes back the same way, and no part's failure keeps another up.
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { SettingsFile } from '../config/save.ts';
import type { Settings } from '../config/settings.ts';
import { createAdoption } from './adopt-settings.ts';
import { type Auth, createAuth } from './auth/auth.ts';
import { createPairingCodes, type PairingCodes } from './auth/pairing-codes.ts';
import type { Backup } from './backup/backup.ts';
import { createCallDesk } from './call-desk.ts';
import { type CardReads, createCardReads } from './cards.ts';
import { createDayKeeper } from './day-keeper.ts';
import { createFirstSessions } from './first-sessions.ts';
import { createFlashPrices } from './flash-prices.ts';
import { createHallListener, publishedNames } from './hall-listener.ts';
import type { App } from './http/app.ts';
import { loadOrMakeCertificate } from './http/certificate.ts';
import { lanAddresses } from './http/hosts.ts';
import type { Health } from './http/metrics.ts';
import { createKioskBackup } from './kiosk-backup.ts';
import { createPadPlaces } from './kiosk-call-devices.ts';
import { createDevices, type KioskDevices } from './kiosk-devices.ts';
import { createKioskInstaller, type KioskInstaller } from './kiosk-installer.ts';
import { createKioskPhotos } from './kiosk-photos.ts';
import { createKioskSpool } from './kiosk-printing.ts';
import { createLive, type Live } from './live.ts';
import { createMinutes } from './minutes.ts';
import { createStaffAccounts } from './modules/accounts/routes.ts';
import { registry, type Views } from './modules/registry.ts';
import { createOrderKeeper } from './order-keeper.ts';
import { createPairedScreens, type PairedScreens } from './paired-screens.ts';
import type { Photos } from './photos/photos.ts';
import { createPrivacy, type Keyring } from './privacy/keyring.ts';
import { createRetention } from './retention.ts';
import { createSpeech, type Speech } from './speech/speech.ts';
import { createStaffListener } from './staff-listener.ts';
import { createSystemClock, type SystemClock } from './store/clock.ts';
import { createStore, type StoreHandle } from './store/execute.ts';
import { createJournal } from './store/journal.ts';
import { lockDirectory, type Unlock } from './store/lock.ts';
import { createTouchListener } from './touch-listener.ts';

export interface Addresses {
  readonly touchUrl: string;
  /** The ones to tell staff: of this machine in its network, or loopback. */
  readonly staffUrls: readonly string[];
  readonly touchPort: number;
  readonly staffPort: number;
  /** Where more screens go; null while the Hall listener is closed. */
  readonly hallUrls: readonly string[] | null;
}

export interface Kiosk {
  /** Rejects with the cause when a part cannot start; the parts before it are stopped again. */
  start(): Promise<Addresses>;
  /** Resolves once the store has answered and what it took so far is on disk, or is known not to be. */
  settled(): Promise<unknown>;
  stop(): Promise<void>;
}

export interface KioskOptions {
  readonly logger: FastifyBaseLogger;
  /** Where the installer's page saves. */
  readonly settingsFile: SettingsFile;
  /** Where Vite put the pages; `.build/ui` of the project by default. */
  readonly pagesRoot?: string;
  readonly systemClock?: SystemClock;
}

/** What the doors are made of. */
export interface Parts {
  readonly settings: Settings;
  readonly logger: FastifyBaseLogger;
  readonly pagesRoot: string;
  readonly privacy: Keyring;
  readonly store: StoreHandle<Views>;
  readonly devices: KioskDevices;
  readonly speech: Speech;
  readonly photos: Photos;
  readonly cards: CardReads;
  readonly auth: Auth;
  readonly backup: Backup;
  readonly installer: KioskInstaller;
  readonly live: Live;
  readonly screens: PairedScreens;
  readonly pairingCodes: PairingCodes;
  readonly hallUrls: () => readonly string[] | null;
  readonly health: () => Health;
}

const PAGES = join(import.meta.dirname, '../.build/ui');
/** Data keys that lie ready: more phones and cards than come while the keyring is being written. */
const KEY_POOL = 64;
const STOP_PATIENCE_MS = 10_000;

interface Part {
  start(): unknown;
  stop(): unknown;
}

export function createKiosk(settings: Settings, options: KioskOptions): Kiosk {
  const { logger, pagesRoot = PAGES } = options;
  const systemClock = options.systemClock ?? createSystemClock(settings.clock.trust);
  const running: { name: string; part: Part }[] = [];
  let addresses: Addresses | null = null;
  let settled: () => Promise<unknown> = () => Promise.resolve();

  async function begin<T extends Part>(name: string, part: T): Promise<T> {
    await part.start();
    running.push({ name, part });
    return part;
  }

  async function start(): Promise<Addresses> {
    const { privacy, store, rotate } = await startRecords();
    const devices = await begin('devices', createDevices(settings, logger));
    await begin('retention', createRetention({ store, logger }));
    const { zone } = settings.centre;
    const dayKeeper = createDayKeeper({ store, clock: systemClock, zone, logger });
    await begin('day keeper', dayKeeper);
    await begin('first sessions', createFirstSessions({ store, settings, logger }));
    // After the day has turned: yesterday's slips are of no use any more.
    const { printer, callPad, ledPanel } = devices;
    const { publicUrl } = settings;
    const printerFacts = () => devices.printerProfile;
    await begin(
      'spool',
      createKioskSpool({ store, printer, printerFacts, privacy, publicUrl, logger }),
    );
    const places = createPadPlaces(settings.callPads);
    await begin('call desk', createCallDesk({ store, callPad, ledPanel, places, logger }));
    const speech = createSpeech({ clipsDir: settings.voice.clipsDir, logger });
    await begin('speech', speech);
    const photos = createKioskPhotos(settings, { store, logger });
    await begin('photos', photos);
    const backup = createKioskBackup(settings, { store, privacy, rotate, logger });
    await begin('backup', backup);
    const auth = createAuth({
      accounts: createStaffAccounts(store),
      demo: settings.demo !== undefined,
      staffUrls: () => [...(addresses?.staffUrls ?? [])],
    });
    await begin('auth', auth);
    const { settingsFile } = options;
    const installed = { settings, settingsFile, devices, privacy, store, logger };
    const installer = createKioskInstaller(installed);
    await begin('installer', installer);
    const build = await buildOf(pagesRoot);
    const cards = createCardReads();
    const hallUrls = () => addresses?.hallUrls ?? null;
    const wallMs = () => systemClock.read().wallMs;
    const screens = createPairedScreens({ store, hallUrls, wallMs, logger });
    await begin('paired screens', screens);
    const minutes = await begin('minutes', createMinutes());
    const flashPrices = await begin('flash prices', createFlashPrices({ store, logger }));
    await begin('order keeper', createOrderKeeper({ store, onMinute: minutes.onChange, logger }));
    const live = createLive({
      sources: {
        store,
        dayNeedsConfirmation: dayKeeper.needsConfirmation,
        devices: devices.slice,
        setup: auth.setup.slice,
        installer: installer.slice,
        screens: screens.slice,
      },
      changes: [
        (listener) => store.onCommitted(listener),
        (listener) => store.onStatus(listener),
        dayKeeper.onChange,
        devices.onStatus,
        auth.setup.onChange,
        installer.onChange,
        screens.onChange,
        minutes.onChange,
        flashPrices.onChange,
      ],
      build,
      limits: settings.limits,
      logger,
      privacy,
      cards,
      devices,
    });
    await begin('streams', live);
    const health = (): Health => ({
      store: store.status().state,
      printer: devices.status('printer')?.state ?? 'none',
      streams: live.count(),
      build,
    });
    const core = { settings, logger, pagesRoot, privacy, store, devices, speech, photos };
    const pairingCodes = createPairingCodes(() => performance.now());
    const hall = { screens, pairingCodes, hallUrls };
    addresses = await openDoors({ ...core, ...hall, cards, auth, backup, installer, live, health });
    live.changed();
    return addresses;
  }

  async function startRecords(): Promise<{
    privacy: Keyring;
    store: StoreHandle<Views>;
    rotate: () => Promise<void>;
  }> {
    const { dataDir, keyFile, kioskCode, store: keep, hubUrl } = settings;
    await begin('lock', createLock(dataDir));
    const privacy = createPrivacy({
      dataDir,
      keyFile,
      kiosk: kioskCode,
      poolSize: KEY_POOL,
      logger,
    });
    await begin('privacy', privacy);
    const journal = createJournal({ directory: join(dataDir, 'journal'), kiosk: kioskCode });
    const store = createStore<Views>({
      dataDir,
      kiosk: kioskCode,
      journal,
      privacy,
      registry,
      registryPath: new URL('modules/registry.ts', import.meta.url).href,
      systemClock,
      logger,
      // Until a hub acknowledges, nothing that it has not seen may go.
      keep: { ...keep, deletableSeq: () => (hubUrl === null ? Number.POSITIVE_INFINITY : 0) },
    });
    await begin('store', store);
    settled = () => store.read(() => null);
    await begin('settings', createAdoption({ store, settings, keysReady: privacy.ready, logger }));
    return { privacy, store, rotate: () => journal.rotate() };
  }

  async function openDoors(parts: Parts): Promise<Addresses> {
    const { touch, staff, hall } = settings.listeners;
    const touchApp = await createTouchListener(parts);
    const touchPort = await listen('touch listener', touchApp, touch);
    const tls = await loadOrMakeCertificate({
      directory: join(settings.dataDir, 'tls'),
      names: [...staff.names, ...hall.names, ...publishedNames(settings)],
      now: systemClock.read().wallMs,
    });
    let hallUrls: string[] | null = null;
    if (hall.port !== null) {
      const hallApp = await createHallListener(parts, tls);
      const { host, port } = hall;
      hallUrls = urlsOf(hall, await listen('hall listener', hallApp, { host, port }));
    }
    const staffApp = await createStaffListener(parts, tls);
    const staffPort = await listen('staff listener', staffApp, staff);
    return {
      touchPort,
      staffPort,
      touchUrl: `http://${touch.host}:${touchPort}`,
      staffUrls: urlsOf(staff, staffPort),
      hallUrls,
    };
  }

  async function listen(
    name: string,
    app: App,
    address: { host: string; port: number },
  ): Promise<number> {
    await begin(name, { start: () => app.listen({ ...address }), stop: () => app.close() });
    return (app.server.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    for (const { name, part } of running.splice(0).reverse()) {
      try {
        await within(STOP_PATIENCE_MS, Promise.resolve(part.stop()));
      } catch (error) {
        logger.error({ err: error, part: name }, 'part did not stop');
      }
    }
  }

  return {
    async start() {
      try {
        return await start();
      } catch (error) {
        await stop();
        throw error;
      }
    },
    settled: () => settled(),
    stop,
  };
}

/** Where others reach a TLS listener: by its names, then by the addresses of this machine. */
function urlsOf(
  { host, names }: { readonly host: string; readonly names: readonly string[] },
  port: number,
): string[] {
  const addresses = host === '0.0.0.0' || host === '::' ? lanAddresses() : [host];
  return [...names, ...addresses].map((name) => `https://${name}:${port}`);
}

/** Before anything is read: a second process that makes keys here would overwrite those of the first. */
function createLock(dataDir: string): Part {
  let unlock: Unlock = async () => {};
  return {
    async start() {
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      unlock = await lockDirectory(dataDir);
    },
    stop: () => unlock(),
  };
}

/** Names this build of the pages: a page that came from another one reloads itself. Their assets' names carry hashes. */
async function buildOf(pagesRoot: string): Promise<string> {
  const hash = createHash('sha256');
  for (const page of ['touch', 'board', 'staff', 'pair']) {
    hash.update(await readFile(join(pagesRoot, page, 'index.html')));
  }
  return hash.digest('hex').slice(0, 12);
}

function within<T>(patienceMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`took more than ${patienceMs} ms`)),
      patienceMs,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
