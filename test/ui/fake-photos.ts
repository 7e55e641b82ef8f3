// Pictures of goods, drawn: what a shelf looks like with photos on it.
import sharp from 'sharp';

const DRAWN: readonly string[] = [
  '<rect width="640" height="480" fill="#dfe8d0"/><g transform="rotate(-24 320 240)"><ellipse cx="330" cy="250" rx="200" ry="84" fill="#8fb35c"/><path d="M150 250q-80-8-110 14q50 10 110-14" fill="#f3f0df"/><path d="M520 230q70-90 100-60q-20 50-96 66zM524 260q90-20 96 30q-60 20-100-24z" fill="#3f7a2d"/></g>',
  '<rect width="640" height="480" fill="#efe6d2"/><g fill="#9abf66"><ellipse cx="220" cy="260" rx="70" ry="170"/><ellipse cx="330" cy="250" rx="72" ry="176"/><ellipse cx="440" cy="262" rx="70" ry="168"/></g><path d="M140 300h380v40H140z" fill="#a3201a"/>',
  '<rect width="640" height="480" fill="#e6efe0"/><g stroke="#4c8a3a" stroke-width="10" fill="none" stroke-linecap="round"><path d="M320 440C300 300 240 200 180 90M320 440C320 280 320 180 322 60M320 440C350 300 400 210 470 96M320 440C270 330 200 270 120 220M320 440C380 340 450 270 530 230"/></g><path d="M250 380h140v34H250z" fill="#b98228"/>',
];

/** By id: `aaa…`, `bbb…`, `ccc…`. */
export async function fakePhoto(id: string): Promise<Buffer | null> {
  const drawn = DRAWN[(id.codePointAt(0) ?? 0) - 97];
  if (drawn === undefined) return null;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${drawn}</svg>`;
  return sharp(Buffer.from(svg)).webp().toBuffer();
}
