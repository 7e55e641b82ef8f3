// 所需材料清单: what to bring, with boxes to tick, on paper to take home.
import type { Slip, SlipLine } from '../../../devices/slip.ts';
import type { CentreProfile } from '../centre/schema.ts';
import { itemOnOffer, packageOnOffer } from './reading.ts';
import type { CatalogueView, Material, ServiceItem } from './schema.ts';

interface Checklist {
  readonly name: string;
  readonly note: string;
  readonly items: readonly ServiceItem[];
}

/** @param reference `item:<id>` or `package:<id>`; null when it is not on offer any more */
export function checklistSlip(
  view: CatalogueView,
  reference: string,
  { profile, copy }: { profile: CentreProfile; copy: number },
): Slip | null {
  const list = checklistOf(view, reference);
  if (!list) return null;
  const { name, note, items } = list;
  const several = items.length > 1;
  const materials = mergedMaterials(items);
  return {
    copy,
    lines: [
      { kind: 'text', text: profile.name, align: 'centre', bold: true },
      { kind: 'text', text: '所需材料清单', align: 'centre' },
      { kind: 'rule' },
      { kind: 'text', text: name, size: 2, align: 'centre' },
      ...(note ? [text(note)] : []),
      ...(several ? [text(`一次办完：${items.map((item) => item.name).join('、')}`)] : []),
      { kind: 'rule' },
      ...(materials.length === 0 ? [text('不用带材料。')] : materials.flatMap(materialLines)),
      { kind: 'rule' },
      ...items.flatMap(promiseLines),
      ...contactLines(view, items),
      text('材料齐了再来取号，少跑一趟。'),
    ],
  };
}

function checklistOf(view: CatalogueView, reference: string): Checklist | null {
  const [kind, id = ''] = reference.split(':');
  if (kind === 'item') {
    const item = itemOnOffer(view, id);
    return item && { name: item.name, note: item.note, items: [item] };
  }
  const one = kind === 'package' ? packageOnOffer(view, id) : null;
  if (!one) return null;
  const items = one.itemIds
    .map((itemId) => itemOnOffer(view, itemId))
    .filter((item) => item !== null);
  return { name: one.name, note: one.note, items };
}

interface Merged {
  readonly name: string;
  readonly notes: readonly string[];
  readonly always: boolean;
}

/** One ID card serves all items of a package; what each says of it is kept. Needed for one, it is needed. */
export function mergedMaterials(items: readonly { readonly materials: readonly Material[] }[]) {
  const merged = new Map<string, Merged>();
  for (const { name, note, always } of items.flatMap(({ materials }) => materials)) {
    const known = merged.get(name) ?? { name, notes: [], always: false };
    const notes = note === '' || known.notes.includes(note) ? known.notes : [...known.notes, note];
    merged.set(name, { name, notes, always: known.always || always });
  }
  return [...merged.values()];
}

function materialLines({ name, notes, always }: Merged): SlipLine[] {
  return [
    { kind: 'text', text: `□ ${name}${always ? '' : '（不是人人都要带）'}`, bold: true },
    ...notes.map((note) => text(`　 ${note}`)),
  ];
}

function promiseLines({ name, promisedDays }: ServiceItem): SlipLine[] {
  if (promisedDays === null) return [];
  return [text(`${name}：${promisedDays} 个工作日内办完。`)];
}

function contactLines({ departments }: CatalogueView, items: readonly ServiceItem[]): SlipLine[] {
  const ids = [...new Set(items.map(({ departmentId }) => departmentId))];
  return ids.flatMap((id) => {
    const department = Object.hasOwn(departments, id) ? departments[id] : undefined;
    return department?.contact ? [text(`问${department.name}：${department.contact}`)] : [];
  });
}

function text(content: string): SlipLine {
  return { kind: 'text', text: content };
}
