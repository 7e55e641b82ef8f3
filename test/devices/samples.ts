// Frames from manuals and protocol sheets, by name: `devices/samples/*.txt`.
import { readFileSync } from 'node:fs';

export function readSamples(file: string): (name: string) => Buffer {
  const text = readFileSync(new URL(`../../devices/samples/${file}`, import.meta.url), 'utf8');
  const samples = new Map(
    text
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
      .map((line) => {
        const [name = '', bytes = ''] = line.split(':');
        return [name, Buffer.from(bytes.replaceAll(' ', ''), 'hex')];
      }),
  );
  return (name) => {
    const bytes = samples.get(name);
    if (!bytes) throw new Error(`no sample ${name}`);
    return bytes;
  };
}
