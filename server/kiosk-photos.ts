// The kiosk's photos: what the shop refers to is kept, and dropping waits for a journal that is whole.
import type { Settings } from '../config/settings.ts';
import { photosInUse } from './modules/goods/pages.ts';
import type { Views } from './modules/registry.ts';
import { createPhotos, type Photos, type PhotosOptions } from './photos/photos.ts';
import type { StoreHandle } from './store/execute.ts';

export function createKioskPhotos(
  { dataDir, workshop: { photosMiB: mostMiB } }: Settings,
  { store, logger }: { store: StoreHandle<Views>; logger: PhotosOptions['logger'] },
): Photos {
  return createPhotos({
    dataDir,
    mostMiB,
    logger,
    async inUse() {
      // Of a damaged journal the view may miss products whose photos are needed again once it is restored.
      if (store.status().state !== 'writable' || store.damage().length > 0) return null;
      return store.read(({ goods }) => photosInUse(goods));
    },
  });
}
