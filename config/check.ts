// Says what is wrong with settings: each wrong key with its path, what would be right and what is there.
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';

/** A schema as this walker needs it. */
interface Node {
  type?: string;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  anyOf?: Node[];
  const?: unknown;
  default?: unknown;
  expected?: string;
  zone?: boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** One line for every wrong key; empty when all is right. `value` has its defaults filled in. */
export function faultsOf(schema: TSchema, value: unknown): string[] {
  const faults: string[] = [];
  walk(schema as Node, value, '', faults);
  return faults;
}

/** A copy with the defaults of missing keys, at every depth. */
export function withDefaults(schema: TSchema, value: unknown): unknown {
  return fill(schema as Node, value);
}

function fill(node: Node, value: unknown): unknown {
  const given = value === undefined ? structuredClone(node.default) : value;
  if (node.properties && isRecord(given)) {
    const filled: Record<string, unknown> = { ...given };
    for (const [key, child] of Object.entries(node.properties)) {
      const inner = fill(child, Object.hasOwn(given, key) ? given[key] : undefined);
      if (inner !== undefined) filled[key] = inner;
    }
    return filled;
  }
  const { items } = node;
  if (items && Array.isArray(given)) return given.map((item) => fill(items, item));
  return given;
}

function walk(node: Node, value: unknown, path: string, faults: string[]): void {
  if (node.properties && isRecord(value)) {
    const known = Object.keys(node.properties);
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      const near = nearest(key, known);
      const advice = near
        ? `是不是 "${near}"？ (unknown; did you mean "${near}"?)`
        : '(unknown setting)';
      faults.push(`${join(path, key)}: 没有这个设置 ${advice}`);
    }
    for (const [key, child] of Object.entries(node.properties)) {
      const inner = Object.hasOwn(value, key) ? value[key] : undefined;
      if (inner !== undefined) walk(child, inner, join(path, key), faults);
      else if (node.required?.includes(key)) {
        faults.push(
          `${join(path, key)}: 缺少，应为 ${expected(child)} (missing, should be ${expected(child)})`,
        );
      }
    }
    return;
  }
  if (node.items && Array.isArray(value)) {
    const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = node;
    if (value.length < minItems || value.length > maxItems) {
      const range = `${minItems}–${maxItems}`;
      faults.push(
        `${path}: 应有 ${range} 项，现在有 ${value.length} 项 (should have ${range} entries, has ${value.length})`,
      );
    }
    value.forEach((item, index) => {
      walk(items, item, `${path}[${index}]`, faults);
    });
    return;
  }
  if (!Check(node as TSchema, value) || (node.zone && !isZone(value))) {
    const right = expected(node);
    const there = shown(value);
    faults.push(`${path}: 应为 ${right}，现在是 ${there} (should be ${right}, is ${there})`);
  }
}

function expected(node: Node): string {
  if (node.expected) return node.expected;
  if (node.anyOf) return node.anyOf.map((option) => expected(option)).join(' | ');
  if (node.const !== undefined) return JSON.stringify(node.const);
  switch (node.type) {
    case 'integer':
      return `整数 ${node.minimum ?? ''}–${node.maximum ?? ''} (integer)`;
    case 'string':
      return `文字 ${node.minLength ?? 0}–${node.maxLength ?? ''} 字 (text)`;
    case 'boolean':
      return 'true | false';
    case 'array':
      return '[ … ]';
    case 'object':
      return '{ … }';
    default:
      return node.type ?? 'null';
  }
}

/** The value as an operator typed it, short. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isZone(value: unknown): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(value) }) !== undefined;
  } catch {
    return false;
  }
}

/** The known name that a mistyped one most likely meant; null when none is close. */
export function nearest(name: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({
      candidate,
      edits: editDistance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : null;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
