// Seals the marked fields of an event and tells whether sealed fields still belong to the event that carries them.
import { createHash } from 'node:crypto';
import type { EventDefinition, NewEvent, Sealed } from '../store/module.ts';
import { BINDING_BYTES } from './envelope.ts';
import type { PersonalKind } from './mark.ts';

/** One marked field of an event's data. */
export interface MarkedField {
  readonly path: string;
  readonly kind: PersonalKind;
  readonly value: unknown;
}

/** Parts of a JSON schema that say where marked fields may be. */
interface SchemaNode {
  readonly personal?: PersonalKind;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** The data key that an event names for its personal fields. */
export function keyIdOf(data: unknown): string | null {
  const { keyId } = (data ?? {}) as { keyId?: unknown };
  return typeof keyId === 'string' ? keyId : null;
}

/** An event's data with every marked field replaced; the data itself when it has none. Absent and null fields stay so. */
export function mapMarked(
  definition: EventDefinition,
  data: unknown,
  replace: (field: MarkedField) => unknown,
): unknown {
  return walk(definition.data as unknown as SchemaNode, data, '', replace);
}

function walk(
  schema: SchemaNode,
  value: unknown,
  path: string,
  replace: (field: MarkedField) => unknown,
): unknown {
  if (value === undefined || value === null) return value;
  const node = schema.personal ? schema : (schema.anyOf?.find(holdsMarks) ?? schema);
  if (node.personal) return replace({ path, kind: node.personal, value });
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const { items } = node;
    if (!items || !holdsMarks(items)) return value;
    return value.map((item, index) => walk(items, item, `${path}/${index}`, replace));
  }
  let copy: Record<string, unknown> | null = null;
  for (const [name, property] of markedProperties(node)) {
    if (!Object.hasOwn(value, name)) continue;
    const before = (value as Record<string, unknown>)[name];
    const after = walk(property, before, `${path}/${name}`, replace);
    if (after === before) continue;
    copy ??= { ...value };
    copy[name] = after;
  }
  return copy ?? value;
}

/** Of every command's events, few have personal fields: the others must cost next to nothing. */
const marked = new WeakMap<SchemaNode, [string, SchemaNode][]>();
function markedProperties(node: SchemaNode): [string, SchemaNode][] {
  const known = marked.get(node);
  if (known !== undefined) return known;
  const found = Object.entries(node.properties ?? {}).filter(([, inner]) => holdsMarks(inner));
  marked.set(node, found);
  return found;
}

/** Schemas never change while the kiosk runs: each is searched once. */
const marks = new WeakMap<SchemaNode, boolean>();
export function holdsMarks(schema: SchemaNode): boolean {
  const known = marks.get(schema);
  if (known !== undefined) return known;
  const found =
    schema.personal !== undefined ||
    Object.values(schema.properties ?? {}).some(holdsMarks) ||
    (schema.items !== undefined && holdsMarks(schema.items)) ||
    (schema.anyOf ?? []).some(holdsMarks);
  marks.set(schema, found);
  return found;
}

/** Digest of everything about a record that is not personal: what a sealed field is bound to, with its own place. */
export function recordDigest(definition: EventDefinition, event: NewEvent): string {
  const rest = mapMarked(definition, event.data, () => undefined);
  return createHash('sha256')
    .update(`${event.type}@${event.version} ${JSON.stringify(rest)}`)
    .digest('base64url');
}

export function bindingOf(recordDigest: string, path: string): Buffer {
  return createHash('sha256').update(`${recordDigest} ${path}`).digest().subarray(0, BINDING_BYTES);
}

export function isSealed(value: unknown): value is Sealed {
  return typeof (value as Sealed | null)?.sealed === 'string';
}
