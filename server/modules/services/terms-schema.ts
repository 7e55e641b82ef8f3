// The words of the hall: who comes, how it ends, why a clerk is away; and the rules by which the hall queues.
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;

/** 普通 · 老人 · 残疾人 · 军人 · 孕幼. Whoever says so is believed at the touchscreen; the window asks for the proof. */
export const VisitorClass = Type.Union([
  Type.Literal('ordinary'),
  Type.Literal('elderly'),
  Type.Literal('disabled'),
  Type.Literal('military'),
  Type.Literal('expecting'),
]);
export type VisitorClass = Static<typeof VisitorClass>;

/** 已办结 · 材料不齐 · 转办 · 仅咨询 */
export const Outcome = Type.Union([
  Type.Literal('done'),
  Type.Literal('materialsMissing'),
  Type.Literal('referred'),
  Type.Literal('consulted'),
]);
export type Outcome = Static<typeof Outcome>;

export const PauseReason = Type.Union([
  Type.Literal('break'),
  Type.Literal('errand'),
  Type.Literal('equipment'),
  Type.Literal('meeting'),
  Type.Literal('other'),
]);
export type PauseReason = Static<typeof PauseReason>;
/** Why a number is called out of its turn: 预约已到 · 同来的人 · 身体不适 · 补交材料 · 其他 */
export const OutOfTurnReason = Type.Union([
  Type.Literal('appointment'),
  Type.Literal('companion'),
  Type.Literal('unwell'),
  Type.Literal('materials'),
  Type.Literal('other'),
]);
export type OutOfTurnReason = Static<typeof OutOfTurnReason>;

const Minutes = Type.Integer({ minimum: 0, maximum: 240 });
/** How the hall queues; managers change it. */
export const QueuePolicy = Type.Object(
  {
    /** Minutes a class is taken to have come earlier. */
    headStartMinutes: Type.Object(
      { elderly: Minutes, disabled: Minutes, military: Minutes, expecting: Minutes },
      strict,
    ),
    /** The class that goes before all others; null: none does. */
    strictClass: Type.Union([VisitorClass, Type.Null()]),
    /** So many who came later may be called first, then nobody. */
    overtakenLimit: Type.Integer({ minimum: 0, maximum: 100 }),
    /** Minutes; who waited longer is passed by nobody who came later. */
    longestWaitMinutes: Type.Integer({ minimum: 1, maximum: 480 }),
    /** Calls, at least `callsApartS` from each other, before a number counts as missed. */
    callsBeforeMissed: Type.Integer({ minimum: 1, maximum: 9 }),
    callsApartS: Type.Integer({ minimum: 0, maximum: 300 }),
    /** A missed number that comes back queues behind so many who wait. */
    reactivatedBehind: Type.Integer({ minimum: 0, maximum: 50 }),
    /** Minutes; who comes later to an appointment queues like everybody. */
    appointmentLateMinutes: Minutes,
    /** Appointments that may begin at the same time. */
    appointmentsPerSlot: Type.Integer({ minimum: 0, maximum: 50 }),
  },
  strict,
);
export type QueuePolicy = Static<typeof QueuePolicy>;
export const defaultPolicy: QueuePolicy = {
  headStartMinutes: { elderly: 15, disabled: 15, military: 30, expecting: 15 },
  strictClass: null,
  overtakenLimit: 5,
  longestWaitMinutes: 45,
  callsBeforeMissed: 3,
  callsApartS: 20,
  reactivatedBehind: 3,
  appointmentLateMinutes: 10,
  appointmentsPerSlot: 2,
};

/** Minutes; null: nothing honest can be said. */
export const Wait = Type.Union([
  Type.Object(
    {
      lowMinutes: Type.Integer({ minimum: 0 }),
      highMinutes: Type.Integer({ minimum: 0 }),
    },
    strict,
  ),
  Type.Null(),
]);
export type Wait = Static<typeof Wait>;
