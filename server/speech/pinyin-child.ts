// Chinese text on stdin, pinyin with tone numbers on stdout. A process of its own: the dictionary takes 30 MB and holds its
// thread for 50 ms, for one announcement now and then.
import { pinyin } from 'pinyin-pro';

const chunks: Buffer[] = [];
process.stdin.on('data', (chunk: Buffer) => chunks.push(chunk));
process.stdin.on('end', () => {
  const text = Buffer.concat(chunks).toString('utf8');
  const syllables = pinyin(text, {
    toneType: 'num',
    type: 'array',
    nonZh: 'consecutive',
    v: true,
    toneSandhi: true,
  });
  process.stdout.write(syllables.join(' '));
});
