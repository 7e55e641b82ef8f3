// What an import would change, line by line, as whoever confirms it reads it.
import type { ImportedLine } from '../../sheets/schema.ts';
import type { Entities, Entity } from './rules.ts';
import type { Changes, Department, ServiceItem, ServicePackage } from './schema.ts';
import { SHEETS, windowsText } from './sheets.ts';

export function linesOf(view: Entities, changes: Changes): ImportedLine[] {
  const departmentNames = namesOf(view.departments, changes.departments);
  const itemNames = namesOf(view.items, changes.items);
  return [
    ...changes.departments.map(({ was, is }) => line('departments', was, is, departmentTexts)),
    ...changes.items.map(({ was, is }) =>
      line('items', was, is, (item) => itemTexts(item, departmentNames)),
    ),
    ...changes.packages.map(({ was, is }) =>
      line('packages', was, is, (one) => packageTexts(one, itemNames)),
    ),
  ];
}

type Texts = Readonly<Record<string, string>>;

function line<T extends Entity>(
  sheet: keyof Changes,
  was: T | null,
  is: T,
  textsOf: (entity: T) => Texts,
): ImportedLine {
  const { name } = SHEETS[sheet];
  if (!was) return { sheet: name, what: 'added', name: is.name, details: [] };
  const [before, after] = [textsOf(was), textsOf(is)];
  const details = Object.keys(after)
    .filter((heading) => before[heading] !== after[heading])
    .map((heading) => `${heading}：${before[heading] || '空'} → ${after[heading] || '空'}`);
  const turned = was.retired === is.retired ? 'changed' : is.retired ? 'retired' : 'broughtBack';
  return { sheet: name, what: turned, name: is.name, details };
}

function departmentTexts({ name, contact }: Department): Texts {
  return { 名称: name, 联系方式: contact };
}
function itemTexts(item: ServiceItem, departments: ReadonlyMap<string, string>): Texts {
  return {
    名称: item.name,
    部门: departments.get(item.departmentId) ?? '',
    号码字母: item.prefix,
    窗口: windowsText(item.windows),
    综合窗口: item.general ? '是' : '否',
    办理分钟: String(item.minutes),
    承诺工作日: item.promisedDays === null ? '' : String(item.promisedDays),
    说明: item.note,
    材料: item.materials
      .map(
        ({ name, note, always }) => `${name}${always ? '' : '（不必带）'}${note && `（${note}）`}`,
      )
      .join('、'),
  };
}
function packageTexts(one: ServicePackage, items: ReadonlyMap<string, string>): Texts {
  return {
    名称: one.name,
    事项: one.itemIds.map((id) => items.get(id) ?? id).join('、'),
    说明: one.note,
  };
}

function namesOf(
  now: Readonly<Record<string, Entity>>,
  changes: readonly { readonly is: Entity }[],
): Map<string, string> {
  const all = [...Object.values(now), ...changes.map(({ is }) => is)];
  return new Map(all.map(({ id, name }) => [id, name]));
}
