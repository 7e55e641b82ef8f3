// A photo on stdin, its two pictures on stdout. A process of its own: decoders are native code that strangers' bytes run through,
// and whatever one of them does to its process must not be done to the kiosk.
import sharp from 'sharp';
import { picturesOf } from './picture.ts';

// One core of two: the hall's screens are drawn by the other.
sharp.concurrency(1);
sharp.cache(false);

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const made = await picturesOf(Buffer.concat(chunks));
if (typeof made === 'string') process.stdout.write(`${JSON.stringify({ refused: made })}\n`);
else {
  const { large, small } = made;
  const head = `${JSON.stringify({ large: large.length, small: small.length })}\n`;
  process.stdout.write(Buffer.concat([Buffer.from(head), large, small]));
}
