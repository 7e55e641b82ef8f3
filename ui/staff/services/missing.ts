// What somebody has to bring next time, as it is printed: what was ticked on the checklist, then what was written.
import type { Material, ServiceItem } from '../../../server/modules/catalogue/schema.ts';

const MOST = 30;
const LONGEST = 80;

/** Of several items at once; what two of them need is asked for once. */
export function materialsOf(items: readonly ServiceItem[]): Material[] {
  const byName = new Map<string, Material>();
  for (const material of items.flatMap(({ materials }) => materials)) {
    if (!byName.has(material.name)) byName.set(material.name, material);
  }
  return [...byName.values()];
}

export function missingIn(
  materials: readonly Material[],
  ticked: ReadonlySet<string>,
  written: string,
): string[] {
  const fromList = materials
    .filter(({ name }) => ticked.has(name))
    .map(({ name, note }) => (note === '' ? name : `${name}：${note}`));
  const own = written.split('\n').map((line) => line.trim());
  const all = [...new Set([...fromList, ...own])].filter((one) => one !== '');
  return all.map((one) => one.slice(0, LONGEST)).slice(0, MOST);
}

export function toggled<Value>(set: ReadonlySet<Value>, value: Value): ReadonlySet<Value> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
