// What a start takes over from the settings into the journal: profile, purposes, units, catalogue, goods; in a demo its people too.
// Only what changed becomes an event.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../config/settings.ts';
import { hashPin, saltFor } from './auth/pins.ts';
import { executeAs } from './kiosk-actor.ts';
import { addAccount } from './modules/accounts/commands.ts';
import { adoptOptions } from './modules/attendance/commands.ts';
import { adoptCatalogue } from './modules/catalogue/commands.ts';
import type { Catalogue } from './modules/catalogue/schema.ts';
import { adoptProfile } from './modules/centre/commands.ts';
import type { CentreProfile } from './modules/centre/schema.ts';
import { addPerson, adoptUnits } from './modules/directory/commands.ts';
import { adoptGoods } from './modules/goods/commands.ts';
import type { AdoptGoodsBody } from './modules/goods/page-schema.ts';
import { adoptStreamOrigins } from './modules/livestream/stream-origins.ts';
import type { Views } from './modules/registry.ts';
import type { Outcome, Store } from './store/store.ts';

const PART = 'settings';

export interface Adoption {
  /** Throws when the store refuses for any other reason than a disk that takes nothing: then it waits for the disk. */
  start(): Promise<void>;
  stop(): void;
}

export interface AdoptionOptions {
  readonly store: Store<Views>;
  readonly settings: Settings;
  /** Resolves when personal data can be sealed. */
  readonly keysReady: () => Promise<void>;
  readonly logger: {
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

class DiskTakesNothing extends Error {}

export function createAdoption(options: AdoptionOptions): Adoption {
  const { store, settings, logger } = options;
  let stopListening = () => {};

  async function adopt(): Promise<void> {
    await adoptCentre(store, settings);
    if (settings.demo) await seedDemo(options, settings.demo);
  }

  return {
    async start() {
      try {
        await adopt();
      } catch (error) {
        if (!(error instanceof DiskTakesNothing)) throw error;
        logger.warn({}, 'settings are adopted when the disk takes records again');
        stopListening = store.onStatus(({ state }) => {
          if (state !== 'writable') return;
          adopt().then(stopListening, (failure: unknown) =>
            logger.error({ err: failure }, 'settings not adopted'),
          );
        });
      }
    },
    stop: () => stopListening(),
  };
}

async function adoptCentre(store: Store<Views>, settings: Settings): Promise<void> {
  // Copies: settings are frozen, and what the store gets belongs to it.
  const { centre, purposes, units, demo, workshop } = structuredClone(settings);
  const profile: CentreProfile = { ...centre, demo: demo !== undefined };
  const same = await store.read((views) => ({
    profile: isDeepStrictEqual(views.centre.profile, profile),
    purposes: isDeepStrictEqual(views.attendance.purposes, purposes),
    units: isDeepStrictEqual(views.directory.units, units),
    catalogue: Object.keys(views.catalogue.items).length > 0,
    origins: isDeepStrictEqual(views.livestream.streamOrigins, workshop.streamOrigins),
    goods: Object.keys(views.goods.products).length > 0,
  }));
  if (!same.profile) accepted(await executeAs(PART, store, adoptProfile, profile));
  if (!same.purposes) accepted(await executeAs(PART, store, adoptOptions, { purposes }));
  if (!same.units) accepted(await executeAs(PART, store, adoptUnits, { units }));
  if (!same.origins) {
    const { streamOrigins: origins } = workshop;
    accepted(await executeAs(PART, store, adoptStreamOrigins, { origins }));
  }
  // Only the first: whatever staff changed since must not come back with the next start.
  if (!same.catalogue) {
    accepted(await executeAs(PART, store, adoptCatalogue, catalogueOf(settings)));
  }
  if (!same.goods) accepted(await executeAs(PART, store, adoptGoods, goodsOf(settings)));
}

function goodsOf(settings: Settings): AdoptGoodsBody {
  const { products } = structuredClone(settings.workshop);
  return {
    products: products.map(({ id, onSale, unitId, coop, household, variants, ...rest }) => ({
      id,
      onSale,
      product: {
        ...rest,
        origin: { unitId, coop, household },
        photoIds: [],
        variants: variants.map(({ stock: _stock, ...variant }) => variant),
      },
      stock: variants
        .filter(({ stock }) => stock > 0)
        .map((variant) => ({ variantId: variant.id, quantity: variant.stock })),
    })),
  };
}

function catalogueOf(settings: Settings): Catalogue {
  const { departments, items, packages } = structuredClone(settings);
  return {
    departments: departments.map((one) => ({ ...one, retired: false })),
    items: items.map((one) => ({ ...one, retired: false })),
    packages: packages.map((one) => ({ ...one, retired: false })),
  };
}

/** Residents and accounts of a demo, once. */
async function seedDemo(
  { store, keysReady }: AdoptionOptions,
  demo: NonNullable<Settings['demo']>,
): Promise<void> {
  const missing = await store.read(({ accounts, directory }) => ({
    accounts: Object.keys(accounts.accounts).length === 0,
    // Somebody who was forgotten must not come back with the next start.
    people: Object.keys(directory.people).length === 0 && directory.forgottenKeys.length === 0,
  }));
  if (missing.people) {
    for (const resident of structuredClone(demo.residents)) {
      await keysReady();
      accepted(await executeAs('demo', store, addPerson, resident));
    }
  }
  if (missing.accounts) {
    for (const { name, roles, pin } of structuredClone(demo.accounts)) {
      const pinHash = await hashPin(pin, saltFor(randomUUID(), name));
      accepted(await executeAs('demo', store, addAccount, { name, roles, pinHash, first: false }));
    }
  }
}

function accepted(outcome: Outcome<unknown>): void {
  if (outcome.ok) return;
  const { refused } = outcome.refusal;
  if (refused === 'STORE_READ_ONLY') throw new DiskTakesNothing();
  throw new Error(`settings: the store refused: ${refused}`);
}
