// npm run bench [NAME …]: runs test/bench/<name>.ts, prints a table, then one JSON line per case.
import { readdirSync } from 'node:fs';
import type { Bench, Case } from './case.ts';

const folder = new URL('.', import.meta.url);
const support = new Set(['run', 'case']);
const known = readdirSync(folder)
  .map((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1])
  .filter((name) => name !== undefined)
  .filter((name) => !support.has(name) && !name.includes('-'));

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exit(2);
}

for (const name of asked.length > 0 ? asked : known) {
  const { run } = (await import(new URL(`${name}.ts`, folder).href)) as { run: Bench };
  const cases = await run();
  console.log(`\n${name}`);
  console.table(Object.fromEntries(cases.map((one) => [one.name, row(one)])));
  for (const one of cases) console.log(JSON.stringify({ bench: name, ...line(one) }));
}

function ratioOf({ value, peer }: Case): number | null {
  return peer ? value / peer.value : null;
}

function verdict(one: Case): string {
  if (!one.bound) return '';
  const measured = ratioOf(one) ?? one.value;
  const [sign, limit] = 'atMost' in one.bound ? ['≤', one.bound.atMost] : ['≥', one.bound.atLeast];
  const met = sign === '≤' ? measured <= limit : measured >= limit;
  return `${met ? 'met' : 'MISSED'} (${sign} ${limit})`;
}

function row(one: Case): Record<string, string> {
  const ratio = ratioOf(one);
  const detail = Object.entries(one.detail ?? {}).map(([key, value]) => `${key} ${short(value)}`);
  return {
    median: `${short(one.value)} ${one.unit}`,
    peer: one.peer ? `${one.peer.name}: ${short(one.peer.value)}` : '',
    ratio: ratio === null ? '' : `${short(ratio)} ×`,
    bound: verdict(one),
    detail: detail.join(', '),
  };
}

function line(one: Case): Record<string, unknown> {
  return { ...one, ratio: ratioOf(one), verdict: verdict(one) || null };
}

function short(value: number | string): string {
  if (typeof value === 'string') return value;
  return value >= 1000 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString();
}
