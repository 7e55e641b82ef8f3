// Keeps writing new photos into a folder until it is killed; says each id that was promised.
import { createPhotoFiles, photoIdOf } from '../../../server/photos/photo-files.ts';
import { picturesOf } from '../../../server/photos/picture.ts';
import { photo } from './hostile-photos.ts';

const files = createPhotoFiles(process.argv[2] ?? '');
await files.open();
process.stdout.write('ready\n');
for (let index = 0; ; index++) {
  const made = await picturesOf(await photo(900, 700, { r: index % 256, g: index >> 8, b: 7 }));
  if (typeof made === 'string') throw new Error(made);
  const id = photoIdOf(made);
  await files.write(id, made);
  process.stdout.write(`${id}\n`);
}
