// Keeps the import table of the design true: who may import whom, by path. See README, "The tree".
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const sources = ['server', 'devices', 'config', 'ui'].flatMap((top) => walk(join(root, top)));

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function walk(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern = /^(?:import|export)\s+(type\s+)?[^'";]*?(?:from\s+)?'(\.[^']+)'/gms;
  return [...text.matchAll(pattern)].map(([, type, path = '']) => ({
    from: file,
    to: normalize(join(dirname(file), path)),
    typeOnly: type !== undefined,
  }));
}

const modulePart = /^server\/modules\/([^/]+)\/(.+)\.ts$/;
/** Left to right: a file may import what stands before it. Nouns split off a part count as that part's neighbours. */
const order = ['schema', 'view', 'commands', 'receipt', 'export', 'routes'];

function moduleMay({ from, to }: Import): boolean {
  const [, module, part = ''] = modulePart.exec(from) ?? [];
  const [, otherModule, otherPart = ''] = modulePart.exec(to) ?? [];
  const isSchema = part === 'schema';
  const isRoutes = /(^|-)routes$/.test(part);
  if (to === 'server/store/module.ts') return true;
  if (isSchema && (to === 'server/privacy/mark.ts' || to === 'server/auth/schema.ts')) return true;
  if (!isSchema && (to === 'server/privacy/mask.ts' || to === 'server/auth/schema.ts')) return true;
  if (to === 'devices/slip.ts') return part === 'receipt';
  if (to === 'server/sheets/schema.ts' || to === 'server/photos/schema.ts') return true;
  // A spreadsheet is planned and written by pure functions.
  if (/^server\/sheets\/(sheet-shape|import-table)\.ts$/.test(to)) return !isSchema;
  if (otherModule === module) {
    const rank = order.indexOf(part);
    const otherRank = order.indexOf(otherPart);
    return rank < 0 || otherRank < 0 || otherRank < rank;
  }
  if (otherModule) {
    return /^(.+-)?schema$|^reading$/.test(otherPart) || (isRoutes && otherPart === 'view');
  }
  const wide = isRoutes || /(^|-)export$/.test(part);
  return (
    wide &&
    /^(server\/(store|http|auth|photos|privacy|backup|sheets|speech)\/|devices\/device\.ts$)/.test(
      to,
    )
  );
}

/** The first rule that matches a file decides about its imports. */
const rules: { files: RegExp; may: (i: Import) => boolean }[] = [
  { files: /^config\//, may: ({ to }) => to.startsWith('config/') },
  { files: /^devices\//, may: ({ to }) => to.startsWith('devices/') },
  { files: modulePart, may: moduleMay },
  { files: /^server\/modules\/registry\.ts$/, may: ({ to }) => modulePart.test(to) },
  { files: /^server\/sheets\//, may: ({ to }) => to.startsWith('server/sheets/') },
  { files: /^server\/store\//, may: ({ to }) => /^server\/(store|privacy)\//.test(to) },
  {
    files: /^server\/privacy\//,
    may: ({ to }) => to.startsWith('server/privacy/') || to === 'server/store/module.ts',
  },
  {
    files: /^server\/(printing|sync|http|auth|backup)\//,
    may: ({ to }) =>
      /^server\/(store|privacy|http|auth)\//.test(to) ||
      to.startsWith('devices/') ||
      /^server\/(printing|sync|backup)\/schema\.ts$/.test(to),
  },
  {
    files: /^server\/speech\//,
    may: ({ to }) => /^server\/(speech\/|child-process\.ts$|store\/logger\.ts$)/.test(to),
  },
  {
    files: /^server\/photos\//,
    may: ({ to }) => /^server\/(photos|child-process|privacy\/durable-file)\b/.test(to),
  },
  {
    files: /^server\/installer\//,
    may: ({ to }) =>
      /^(server\/(privacy|http)|devices)\//.test(to) || /^config\/(save|settings)\.ts$/.test(to),
  },
  {
    files: /^ui\//,
    may: ({ to, typeOnly }) =>
      to.startsWith('ui/') || (typeOnly && /^(server|devices)\/.*schema(\.ts)?$/.test(to)),
  },
  { files: /^server\/[^/]+\.ts$/, may: () => true },
];

function sameFolder({ from, to }: Import): boolean {
  return dirname(from) === dirname(to) && !modulePart.test(from);
}

describe('who may import whom', () => {
  const all = sources.flatMap(importsOf);

  test('the scan sees the code', () => {
    expect(all.length).toBeGreaterThan(100);
  });

  test('no import runs against the table', () => {
    const wrong = all.filter((one) => {
      const rule = rules.find(({ files }) => files.test(one.from));
      return !rule || !(sameFolder(one) || rule.may(one));
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('the table refuses what it must', () => {
    const forbidden: Import[] = [
      { from: 'config/load.ts', to: 'server/kiosk.ts', typeOnly: false },
      { from: 'devices/printer.ts', to: 'server/store/store.ts', typeOnly: false },
      { from: 'server/store/execute.ts', to: 'server/modules/registry.ts', typeOnly: false },
      { from: 'server/modules/a/view.ts', to: 'server/modules/a/commands.ts', typeOnly: false },
      { from: 'server/modules/a/commands.ts', to: 'server/modules/b/view.ts', typeOnly: false },
      { from: 'server/modules/a/commands.ts', to: 'server/http/app.ts', typeOnly: false },
      { from: 'ui/touch/main.tsx', to: 'server/modules/a/schema.ts', typeOnly: false },
      { from: 'ui/touch/main.tsx', to: 'server/kiosk.ts', typeOnly: true },
    ];
    const let_through = forbidden.filter((one) =>
      rules.find(({ files }) => files.test(one.from))?.may(one),
    );
    expect(let_through).toEqual([]);
  });
});

describe('shape of the tree', () => {
  test('the top level is the agreed one', () => {
    const agreed =
      /^(server|ui|devices|config|test|package(-lock)?\.json|tsconfig\.json|README(\.zh-CN)?\.md|LICENSE|node_modules|\..+)$/;
    expect(readdirSync(root).filter((name) => !agreed.test(name))).toEqual([]);
  });

  test('files stay within 400 lines', () => {
    const long = sources.filter(
      (file) => readFileSync(join(root, file), 'utf8').split('\n').length > 401,
    );
    expect(long).toEqual([]);
  });

  test('no barrels, no utils', () => {
    expect(sources.filter((file) => /(^|\/)(index|utils?|helpers?)\.tsx?$/.test(file))).toEqual([]);
  });

  test('only config/load.ts reads the environment', () => {
    const readers = sources.filter((file) =>
      /process\.env/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(readers.filter((file) => file !== 'config/load.ts')).toEqual([]);
  });

  test('visible Chinese lives in ui/text only', () => {
    const spoken = sources.filter(
      (file) => /^ui\/(?!text\/)/.test(file) && /['"`>][^'"`<]*\p{Script=Han}/u.test(code(file)),
    );
    expect(spoken).toEqual([]);
  });
});

/** The file without its comments. */
function code(file: string): string {
  return readFileSync(join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}
