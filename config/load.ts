// Settings file and KIOSK_* environment → one checked, frozen object. Nothing else reads process.env.
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { faultsOf, nearest, withDefaults } from './check.ts';
import { bringUpToDate } from './migrate.ts';
import { Settings } from './settings.ts';

/** Wrong settings: `message` is what the operator reads, one line a fault. */
export class SettingsFailure extends Error {}

export interface Loaded {
  readonly settings: Settings;
  /** The file that was read. */
  readonly file: string;
  /** What the operator should know though it stops nothing. */
  readonly notes: readonly string[];
  /** The file is this centre's: named by KIOSK_CONFIG and not one of the program's own demos, which are never written to. */
  readonly own: boolean;
  /** The KIOSK_* variables that win over the file. */
  readonly variables: Readonly<Record<string, string>>;
}

const PROJECT = join(import.meta.dirname, '..');
const DEMO_FILE = join(PROJECT, 'config/demo/village.json');

/** Where a variable goes in the settings. */
const VARIABLES: Record<string, { path: readonly string[]; number?: true }> = {
  KIOSK_DATA_DIR: { path: ['dataDir'] },
  KIOSK_KEY_FILE: { path: ['keyFile'] },
  KIOSK_TOUCH_PORT: { path: ['listeners', 'touch', 'port'], number: true },
  KIOSK_STAFF_PORT: { path: ['listeners', 'staff', 'port'], number: true },
  KIOSK_HALL_PORT: { path: ['listeners', 'hall', 'port'], number: true },
  KIOSK_HUB_URL: { path: ['hubUrl'] },
  KIOSK_PRINTER: { path: ['devices', 'printer'] },
  KIOSK_SCANNER: { path: ['devices', 'scanner'] },
  KIOSK_ID_READER: { path: ['devices', 'idReader'] },
  KIOSK_CALL_PAD: { path: ['devices', 'callPad'] },
};

/** @param environment only KIOSK_* matters */
export async function loadSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Loaded> {
  const notes: string[] = [];
  const { KIOSK_CONFIG: named, ...overrides } = kioskVariables(environment, notes);
  const file = named ? resolve(named) : DEMO_FILE;
  const content = await readSettingsFile(file, notes);
  const settings = checkSettings(file, content, overrides);
  if (settings.hubUrl)
    notes.push('hubUrl: 这一版还不会上报数据 (syncing to a hub is not built yet)');
  const own = named !== undefined && dirname(file) !== dirname(DEMO_FILE);
  return { settings, file, notes, own, variables: overrides };
}

/** The content of a file and what the environment says, as settings. Throws SettingsFailure with every wrong key. */
export function checkSettings(
  file: string,
  content: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string>>,
): Settings {
  const merged = structuredClone(content);
  applyVariables(merged, variables);
  const filled = withDefaults(Settings, merged);
  const faults = faultsOf(Settings, filled);
  if (faults.length > 0) throw new SettingsFailure(`${file}\n${faults.join('\n')}`);
  const settings = placed(filled as Settings, variables);
  const more = contradictions(settings);
  if (more.length > 0) throw new SettingsFailure(`${file}\n${more.join('\n')}`);
  return deepFreeze(settings);
}

/** The variable that sets this key, or null. */
export function variableOf(path: readonly string[]): string | null {
  const found = Object.entries(VARIABLES).find(([, target]) => target.path.join() === path.join());
  return found?.[0] ?? null;
}

/** The service manager that started the process, where there is one (sd_notify, sd_watchdog_enabled). */
export interface Supervision {
  /** Without a sign of life for this long it kills the process and starts a new one; null: it does not watch. */
  readonly watchdogMs: number | null;
}

export function loadSupervision(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  pid = process.pid,
): Supervision | null {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: timeout, WATCHDOG_PID: watched } = environment;
  if (!socket) return null;
  const meant = watched === undefined || watched === String(pid);
  const watchdogMs = meant && timeout && /^\d+$/.test(timeout) ? Number(timeout) / 1000 : null;
  return { watchdogMs };
}

function kioskVariables(
  environment: Readonly<Record<string, string | undefined>>,
  notes: string[],
): Record<string, string> {
  const known = [...Object.keys(VARIABLES), 'KIOSK_CONFIG'];
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    // An empty variable is how a unit file or a shell script says "not set".
    if (!name.startsWith('KIOSK_') || value === undefined || value === '') continue;
    if (known.includes(name)) {
      found[name] = value;
      continue;
    }
    const near = nearest(name, known);
    if (near) {
      throw new SettingsFailure(
        `${name}: 没有这个环境变量，是不是 ${near}？ (unknown variable; did you mean ${near}?)`,
      );
    }
    notes.push(`${name}: 没有这个环境变量，不起作用 (unknown variable, ignored)`);
  }
  return found;
}

async function readSettingsFile(file: string, notes: string[]): Promise<Record<string, unknown>> {
  const parsed = parse(file, await readText(file));
  try {
    const { settings, note } = await bringUpToDate(file, parsed);
    if (note !== null) notes.push(note);
    return settings;
  } catch (error) {
    throw new SettingsFailure(`${file}\n${messageOf(error)}`);
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new SettingsFailure(`${file}: 读不到设置文件 (cannot read): ${messageOf(error)}`);
  }
}

function parse(file: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SettingsFailure(`${file}: 不是有效的 JSON (not JSON): ${messageOf(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SettingsFailure(`${file}: 应为 { … } (should be an object)`);
  }
  return value as Record<string, unknown>;
}

function applyVariables(
  content: Record<string, unknown>,
  variables: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(variables)) {
    const target = VARIABLES[name];
    if (!target) continue;
    if (target.number && !/^\d{1,5}$/.test(value)) {
      throw new SettingsFailure(
        `${name}: 应为端口号 0–65535，现在是 ${JSON.stringify(value)} (should be a port)`,
      );
    }
    setKey(content, target.path, target.number ? Number(value) : value);
  }
}

export function setKey(
  content: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    content[key] = value;
    return;
  }
  const inner = content[key];
  const next = typeof inner === 'object' && inner !== null ? inner : {};
  content[key] = next;
  setKey(next as Record<string, unknown>, rest, value);
}

/** Paths made absolute. A demo with a data directory of its own also gets a key of its own, beside it. */
function placed(settings: Settings, variables: Readonly<Record<string, string>>): Settings {
  const ownData = settings.demo && variables['KIOSK_DATA_DIR'] && !variables['KIOSK_KEY_FILE'];
  const dataDir = resolve(PROJECT, settings.dataDir);
  const keyFile = ownData ? `${dataDir}.key` : resolve(PROJECT, settings.keyFile);
  return { ...settings, dataDir, keyFile };
}

/** What the schema cannot say: settings that are each right, but not together. */
function contradictions(settings: Settings): string[] {
  const faults: string[] = [];
  const way = relative(settings.dataDir, settings.keyFile);
  if (way !== '..' && !way.startsWith('../')) {
    faults.push(
      `keyFile: 不能放在数据目录 ${settings.dataDir} 里面 (must lie outside the data directory)`,
    );
  }
  const { opensAt, closesAt } = settings.centre;
  if (opensAt >= closesAt) {
    faults.push(
      `centre.closesAt: 应晚于 opensAt "${opensAt}"，现在是 "${closesAt}" (should be later)`,
    );
  }
  if (settings.publicUrl !== null && settings.listeners.hall.port === null) {
    faults.push(
      'publicUrl: 手机要连大厅入口，请先设 listeners.hall.port (phones come in by the Hall listener; set its port first)',
    );
  }
  for (const name of ['units', 'departments', 'items', 'packages'] as const) {
    faults.push(...repeated(name, settings[name]));
  }
  faults.push(...catalogueFaults(settings));
  const unitIds = new Set(settings.units.map(({ id }) => id));
  settings.demo?.residents.forEach(({ unitId }, index) => {
    if (unitIds.has(unitId)) return;
    faults.push(`demo.residents[${index}].unitId: units 里没有 "${unitId}" (no such unit)`);
  });
  faults.push(...shopFaults(settings));
  faults.push(...frameFaults(settings));
  return faults;
}

/** Items of departments, packages of items: all by id. */
function catalogueFaults({ departments, items, packages }: Settings): string[] {
  const faults: string[] = [];
  const departmentIds = new Set(departments.map(({ id }) => id));
  items.forEach(({ departmentId }, index) => {
    if (departmentIds.has(departmentId)) return;
    faults.push(
      `items[${index}].departmentId: departments 里没有 "${departmentId}" (no such department)`,
    );
  });
  const itemIds = new Set(items.map(({ id }) => id));
  packages.forEach((one, index) => {
    one.itemIds.forEach((id, place) => {
      if (itemIds.has(id)) return;
      faults.push(`packages[${index}].itemIds[${place}]: items 里没有 "${id}" (no such item)`);
    });
  });
  return faults;
}

/** Goods of villages that are not there, or whose money would not be shared out to the last fen. */
function shopFaults({ units, workshop: { products } }: Settings): string[] {
  const faults = repeated('workshop.products', products);
  const unitIds = new Set(units.map(({ id }) => id));
  products.forEach(({ unitId, coop, shares, variants }, index) => {
    const at = `workshop.products[${index}]`;
    if (!unitIds.has(unitId)) {
      faults.push(`${at}.unitId: units 里没有 "${unitId}" (no such unit)`);
    }
    const sum = shares.village + shares.coop + shares.host + shares.committee;
    if (sum !== 10_000) {
      faults.push(`${at}.shares: 加起来应为 10000，现在是 ${sum} (should add up to 10000)`);
    }
    if (shares.coop > 0 && coop === '') {
      faults.push(`${at}.coop: 缺少，合作社有分成 (missing: it has a share)`);
    }
    faults.push(...repeated(`${at}.variants`, variants));
    if (new Set(variants.map(({ name }) => name.trim())).size < variants.length) {
      faults.push(`${at}.variants: name 出现了两次 (appears twice)`);
    }
  });
  return faults;
}

/** Pads and panels: what cannot work though each value is a right one. */
function frameFaults({ callPads, callPadFrame, ledPanelFrame, devices }: Settings): string[] {
  const faults: string[] = [];
  callPads.forEach(({ address }, index) => {
    if (callPads.findIndex((pad) => pad.address === address) === index) return;
    faults.push(`callPads[${index}].address: 地址 ${address} 出现了两次 (appears twice)`);
  });
  if (callPadFrame && !callPadFrame.press.includes('{key}')) {
    faults.push(
      'callPadFrame.press: 没有 {key}，按了哪个键就不知道了 (without {key} no key can be told)',
    );
  }
  if (devices.ledPanel !== 'none' && ledPanelFrame === undefined) {
    faults.push(
      `ledPanelFrame: 缺少，devices.ledPanel 是 "${devices.ledPanel}"，要写窗口屏的帧模板 (missing: a panel needs its frame template)`,
    );
  }
  return faults;
}

function repeated(name: string, list: readonly { id: string }[]): string[] {
  const ids = list.map(({ id }) => id);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...twice].map((id) => `${name}: id "${id}" 出现了两次 (appears twice)`);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
