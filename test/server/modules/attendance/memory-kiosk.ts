// A kiosk without a disk: commands decide, personal fields are sealed, events fold and can be read again.
// Sealed fields are opaque handles here, so that a plain phone in an event or a view shows in its JSON.
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AttendanceView } from '../../../../server/modules/attendance/schema.ts';
import { attendance } from '../../../../server/modules/attendance/view.ts';
import { openDay } from '../../../../server/modules/centre/commands.ts';
import {
  type CentreProfile,
  type CentreView,
  dayClosed,
  profileAdopted,
} from '../../../../server/modules/centre/schema.ts';
import { centre } from '../../../../server/modules/centre/view.ts';
import type { DirectoryView } from '../../../../server/modules/directory/schema.ts';
import { directory } from '../../../../server/modules/directory/view.ts';
import type { OrdersView } from '../../../../server/modules/orders/schema.ts';
import { orders } from '../../../../server/modules/orders/view.ts';
import type { RatingsView } from '../../../../server/modules/ratings/schema.ts';
import { ratings } from '../../../../server/modules/ratings/view.ts';
import type { PersonalKind } from '../../../../server/privacy/mark.ts';
import { maskOf } from '../../../../server/privacy/mask.ts';
import {
  type Actor,
  type CommandDefinition,
  type DecideContext,
  event,
  type ModuleDefinition,
  type NewEvent,
  type Opened,
  type RecordedEvent,
  type Sealed,
  type ViewState,
} from '../../../../server/store/module.ts';
import type { Outcome, Store } from '../../../../server/store/store.ts';

export interface Views {
  centre: CentreView;
  directory: DirectoryView;
  attendance: AttendanceView;
  ratings: RatingsView;
  orders: OrdersView;
}
type Gap = { gap: { from: number; to: number } };

export const DAY_MS = 86_400_000;
export const DAY = '2026-11-23';
export const profile: CentreProfile = {
  name: '第六埠村党群服务中心',
  town: '辛口镇',
  slogan: '',
  zone: 'Asia/Shanghai',
  numberLetters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  opensAt: '08:30',
  closesAt: '17:30',
  demo: false,
  notices: [],
  dataController: '第六埠村党群服务中心',
  dataContact: '022-00000000',
  personalDays: 30,
};
/** A moment on the wall of the centre: `at('2026-11-23', '09:30')`. */
export const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`);
export const dayAfter = (day: string, days = 1) =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

const registry: readonly ModuleDefinition[] = [centre, directory, attendance, ratings, orders].map(
  (module) => module as unknown as ModuleDefinition,
);

const compiled = new WeakMap<TSchema, ReturnType<typeof Compile>>();
function isValid(schema: TSchema, value: unknown): boolean {
  const check = compiled.get(schema) ?? Compile(schema);
  compiled.set(schema, check);
  return check.Check(value);
}

export class MemoryKiosk {
  views = Object.fromEntries(registry.map((one) => [one.name, one.initial()])) as unknown as Views;
  readonly journal: (RecordedEvent | Gap)[] = [];
  wallMs = at(DAY, '09:00');
  clockTrusted = true;
  /** Hall time stands still while the machine is off and nobody it trusts tells the time. */
  hallLagMs = 0;
  actor: Actor = { kind: 'touchscreen' };
  readonly destroyed = new Set<string>();
  /** Called after each read of the views, for what happens in between. */
  afterRead: () => void = () => {};
  #seq = 0;
  #keys = 0;
  #commands = 0;
  readonly #sealed = new Map<string, Opened & { keyId: string }>();
  readonly #outcomes = new Map<string, { digest: string; reply: unknown }>();

  /** Opens DAY with units, purposes and the profile adopted. */
  static open(day = DAY): MemoryKiosk {
    const kiosk = new MemoryKiosk();
    kiosk.record(event(profileAdopted, profile));
    kiosk.views.attendance.purposes = ['errand', 'visit', 'meeting', 'study'];
    kiosk.views.directory.units = [
      { id: 'dongcun', name: '东村', kind: 'village' },
      { id: 'huaxin', name: '华新厂', kind: 'enterprise' },
    ];
    kiosk.openDay(day);
    return kiosk;
  }

  openDay(day: string): void {
    this.wallMs = at(day, '09:00');
    this.accept(openDay, { day });
  }
  closeDay(): void {
    const { day } = this.views.centre;
    if (day) this.record(event(dayClosed, { day, late: false }));
  }

  /** Decides and folds; returns the reply. Throws the code of a refusal. */
  accept<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
    id?: string,
  ): Reply {
    const outcome = this.try(command, body, id);
    if (!outcome.ok) throw new Error(outcome.refusal.refused);
    return outcome.reply;
  }

  /** Returns the code of the refusal. Throws when the command is accepted. */
  refuse<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
  ): string {
    const outcome = this.try(command, body);
    if (outcome.ok) throw new Error('accepted');
    return outcome.refusal.refused;
  }

  try<Body extends TSchema, Reply>(
    command: CommandDefinition<Views, Body, Reply>,
    body: Static<Body>,
    id = `command-${++this.#commands}`,
  ): Outcome<Reply> {
    if (!isValid(command.body, body)) throw new Error(`${command.type}: body`);
    const digest = JSON.stringify([command.type, this.actor, body]);
    const known = this.#outcomes.get(id);
    if (known && known.digest !== digest) {
      return { ok: false, refusal: { refused: 'IDEMPOTENCY_MISMATCH', status: 422, params: {} } };
    }
    if (known) return { ok: true, reply: known.reply as Reply, replayed: true };
    const decision = command.decide(this.views, body, this.#context(id));
    if ('refused' in decision) return { ok: false, refusal: decision };
    for (const one of decision.events) this.record(one);
    this.#outcomes.set(id, { digest, reply: decision.reply });
    return { ok: true, reply: decision.reply, replayed: false };
  }

  record(one: NewEvent): RecordedEvent {
    const seq = ++this.#seq;
    const recorded: RecordedEvent = {
      id: this.#id(seq),
      epoch: 1,
      seq,
      type: one.type,
      version: one.version,
      data: this.#seal(one),
      actor: this.actor,
      commandId: '',
      wallMs: this.wallMs,
      hallMs: this.wallMs - this.hallLagMs,
      trusted: this.clockTrusted,
    };
    this.journal.push(JSON.parse(JSON.stringify(recorded)));
    for (const module of registry) {
      module.fold(this.views[module.name as keyof Views], recorded);
      for (const keyId of module.forgottenKeys?.(this.views[module.name as keyof Views]) ?? []) {
        this.destroyed.add(keyId);
      }
    }
    return recorded;
  }

  /** What a snapshot would bring back. */
  restart(): void {
    this.views = JSON.parse(JSON.stringify(this.views));
  }

  readonly open = (field: Sealed): Opened | null => {
    const known = this.#sealed.get(field.sealed);
    if (!known || this.destroyed.has(known.keyId)) return null;
    return { value: known.value, mask: known.mask };
  };

  find(name: string, value: string): string[] {
    for (const module of registry) {
      const view = this.views[module.name as keyof Views];
      for (const index of module.indexes ?? []) {
        if (index.name !== name) continue;
        const entries = [
          ...(index as { entries(v: ViewState): Iterable<[Sealed, string]> }).entries(view),
        ];
        return entries.filter(([f]) => this.open(f)?.value === value).map(([, id]) => id);
      }
    }
    throw new Error(`no index ${name}`);
  }

  /** The store as routes and lists see it. */
  store(): Store<Views> {
    return {
      execute: async (command, request) => {
        const actor = this.actor;
        this.actor = request.actor;
        try {
          return this.try(command, request.body, request.id);
        } finally {
          this.actor = actor;
        }
      },
      read: async (select) => {
        const selected = select(this.views);
        this.afterRead();
        return selected;
      },
      history: (from = 1) => this.#history(from),
      onCommitted: () => () => {},
      status: () => ({ state: 'writable' }),
      onStatus: () => () => {},
      open: this.open,
    };
  }

  async *#history(from: number): AsyncGenerator<RecordedEvent | Gap> {
    for (const item of this.journal) {
      const seq = 'gap' in item ? item.gap.to : item.seq;
      if (seq >= from) yield item;
    }
  }

  #id(seq: number): string {
    return `T1-1-${seq.toString(36)}`;
  }

  #context(commandId: string): DecideContext {
    return {
      actor: this.actor,
      commandId,
      wallMs: this.wallMs,
      hallMs: this.wallMs - this.hallLagMs,
      clockTrusted: this.clockTrusted,
      id: (index) => this.#id(this.#seq + 1 + index),
      randomId: () => `random-${++this.#keys}`,
      newKey: () => `key-${++this.#keys}`,
      open: this.open,
      find: (name, value) => this.find(name, value),
      readCode: (text) => {
        const [, kind, id] = /^DQ1\.(\w+)\.(.+)\.signed$/.exec(text) ?? [];
        return kind && id ? { kind, id } : null;
      },
    };
  }

  #seal({ type, data }: NewEvent): Record<string, unknown> {
    const definition = registry.flatMap(({ events }) => events).find((one) => one.type === type);
    const { keyId } = data as { keyId?: string };
    return Object.fromEntries(
      Object.entries(data as object).map(([name, value]) => {
        const schema = definition?.data.properties[name] as { personal?: PersonalKind } | undefined;
        if (schema?.personal === undefined) return [name, value];
        if (typeof value !== 'string' || !keyId) throw new Error(`${type}.${name}: not sealable`);
        const sealed = `sealed-${this.#sealed.size + 1}`;
        this.#sealed.set(sealed, { value, mask: maskOf(schema.personal, value), keyId });
        return [name, { sealed }];
      }),
    );
  }
}
