// JSON with sorted keys: equal values give equal texts, however their keys are ordered.
const PLAIN_KEY = /^\w+$/;

export function canonicalJson(value: unknown): string {
  // Most values of most commands: told apart first, since every command pays.
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as Readonly<Record<string, unknown>>;
  let fields = '';
  for (const key of Object.keys(object).sort()) {
    const inner = object[key];
    if (inner === undefined) continue;
    const name = PLAIN_KEY.test(key) ? `"${key}"` : JSON.stringify(key);
    fields += `${fields === '' ? '' : ','}${name}:${canonicalJson(inner)}`;
  }
  return `{${fields}}`;
}
