// One rectification: how it begins, what each step changes, and what is missing before it can be closed.
import type { Rectification, RectificationOpened, Step, StepTaken } from './schema.ts';

export function openedCase({ data, wallMs, hallMs }: RectificationOpened): Rectification {
  const { caseId, day, window, itemIds, grade, reasons, number, keyId, contact, dueDay } = data;
  return {
    id: caseId,
    day,
    window,
    itemIds,
    grade,
    reasons,
    number,
    keyId,
    contact: contact ?? null,
    dueDay,
    openedAtMs: wallMs,
    openedAtHallMs: hallMs,
    ownerId: null,
    steps: [],
    closed: null,
  };
}

export function takeStepOf(one: Rectification, { data, actor, wallMs, hallMs }: StepTaken): void {
  const { step } = data;
  const accountId = actor.kind === 'staff' ? actor.accountId : null;
  one.steps.push({ step, accountId, atMs: wallMs });
  if (step.kind === 'assigned') one.ownerId = step.accountId;
  if (step.kind === 'closed') one.closed = { outcome: step.outcome, atMs: wallMs, hallMs };
}

/** Its key is gone; the number goes with it, for it stood there for the call alone. */
export function forgetContact(one: Rectification): void {
  one.keyId = null;
  one.contact = null;
  one.number = null;
}

/** What must be done before the case can be closed; null: nothing. */
export function missingStep(one: Rectification): Step['kind'] | null {
  const done = new Set(one.steps.map(({ step }) => step.kind));
  if (!done.has('verified')) return 'verified';
  if (isFounded(one) && !done.has('measured')) return 'measured';
  // Whoever left a phone was promised a call.
  if (one.contact && !done.has('calledBack')) return 'calledBack';
  return null;
}

/** Whether the rating stands, by the last who looked into it. */
export function isFounded({ steps }: Rectification): boolean {
  let founded = true;
  for (const { step } of steps) {
    if (step.kind === 'verified') founded = step.founded;
    if (step.kind === 'reviewed') founded = step.upheld;
  }
  return founded;
}

export function isOverdue({ closed, dueDay }: Rectification, today: string | null): boolean {
  return closed === null && today !== null && today > dueDay;
}
