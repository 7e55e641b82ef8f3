// What managers and whoever holds a slip see of the ratings. Nothing here is for windows.
import type { Open } from '../../store/module.ts';
import type { AccountsView } from '../accounts/schema.ts';
import { itemName } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import { type CentreView, daysBetween } from '../centre/schema.ts';
import type { ServicesView } from '../services/schema.ts';
import type {
  CaseDetail,
  CaseList,
  CaseRow,
  Rateable,
  Summary,
  SummaryRow,
} from './page-schema.ts';
import { queuedTicket, ratedTicket } from './rated-ticket.ts';
import { isOverdue } from './rectification.ts';
import type { Aspect, RatingsView, Rectification, Tally } from './schema.ts';
import { addGrades, emptyTally, ratedOf, shownKeys, sum } from './tally.ts';
import { caseById, ticketById } from './view.ts';

const LISTED_CASES = 500;
const ASPECTS = ['efficiency', 'competence', 'attitude'] as const satisfies readonly Aspect[];

interface Known {
  ratings: RatingsView;
  catalogue: CatalogueView;
  centre: CentreView;
}

/** Null when nobody knows such a ticket. */
export function selectRateable(
  views: Known & { services: ServicesView },
  ticketId: string,
): Rateable | null {
  const { ratings, services, catalogue, centre } = views;
  const queued = queuedTicket(services, ticketId);
  const ticket = ratedTicket(views, ticketId);
  if (!queued && !ticket) return null;
  const itemIds = ticket?.itemIds ?? queued?.itemIds ?? [];
  const items = itemIds.map((id) => itemName(catalogue, id));
  const today = centre.day ?? centre.lastDay;
  const age = ticket && today !== null ? daysBetween(ticket.day, today) : 0;
  if (ticketById(ratings, ticketId)?.rated) return { state: 'rated', items };
  if (queued && queued.state !== 'served') return { state: 'notServed', items };
  return { state: age > ratings.policy.lateDays ? 'late' : 'open', items };
}

/** GET /api/ratings/summary */
export function selectSummary(
  { ratings, catalogue }: Known,
  { from, to }: { from: string; to: string },
): Summary {
  const { fewestShown } = ratings.policy;
  const days = Object.entries(ratings.days)
    .filter(([day]) => day >= from && day <= to)
    .map(([, tally]) => tally);
  const total = sum(days.map((day) => day.total));
  const windows = merged(days.map((day) => day.windows));
  const named = sum(windows.values());
  const elsewhere = ratedOf(total) - ratedOf(named);
  if (elsewhere > 0) windows.set('', { grades: minus(total.grades, named.grades), unrated: 0 });
  return {
    fewestShown,
    total: { name: '', ...counted(total), grades: total.grades },
    aspects: ASPECTS.flatMap((aspect) => {
      const grades = emptyTally().grades;
      for (const day of days) addGrades(grades, day.aspects[aspect] ?? []);
      return grades.some((count) => count > 0) ? [{ aspect, grades }] : [];
    }),
    windows: rows(windows, fewestShown, (key) => key).sort(
      (a, b) => Number(a.name || 100) - Number(b.name || 100),
    ),
    items: rows(merged(days.map((day) => day.items)), fewestShown, (id) =>
      itemName(catalogue, id),
    ).sort((a, b) => b.rated + b.unrated - a.rated - a.unrated),
  };
}

function merged(parts: readonly Readonly<Record<string, Tally>>[]): Map<string, Tally> {
  const all = new Map<string, Tally>();
  for (const part of parts) {
    for (const [key, tally] of Object.entries(part)) {
      all.set(key, sum([all.get(key) ?? emptyTally(), tally]));
    }
  }
  return all;
}

function rows(
  tallies: ReadonlyMap<string, Tally>,
  fewest: number,
  nameOf: (key: string) => string,
): SummaryRow[] {
  const shown = shownKeys(tallies, fewest);
  return [...tallies].map(([key, tally]) => ({
    name: nameOf(key),
    ...counted(tally),
    grades: shown.has(key) ? tally.grades : null,
  }));
}

function counted(tally: Tally): { rated: number; unrated: number } {
  return { rated: ratedOf(tally), unrated: Math.max(0, tally.unrated) };
}

function minus(from: readonly number[], what: readonly number[]): number[] {
  return from.map((count, index) => count - (what[index] ?? 0));
}

export interface CaseReads extends Known {
  accounts: AccountsView;
}

/** GET /api/ratings/rectifications */
export function selectCases(views: CaseReads, open: Open): CaseList {
  const { ratings, accounts } = views;
  const all = Object.values(ratings.cases).sort(byUrgency);
  const rows = all.slice(0, LISTED_CASES).map((one) => caseRow(views, one, open));
  const today = todayOf(views);
  return {
    cases: rows,
    open: all.filter(({ closed }) => closed === null).length,
    overdue: all.filter((one) => isOverdue(one, today)).length,
    owners: Object.values(accounts.accounts)
      .filter(({ roles, disabled }) => !disabled && roles.some(mayOwn))
      .map(({ id, name }) => ({ id, name })),
  };
}

function mayOwn(role: string): boolean {
  return role === 'manager' || role === 'admin';
}

/** Open ones by due day, then those closed last. */
function byUrgency(a: Rectification, b: Rectification): number {
  if ((a.closed === null) !== (b.closed === null)) return a.closed === null ? -1 : 1;
  if (a.closed && b.closed) return b.closed.atMs - a.closed.atMs;
  return a.dueDay.localeCompare(b.dueDay) || a.openedAtMs - b.openedAtMs;
}

/** Of a range of days, oldest first, for the register. */
export function selectRegister(
  views: CaseReads,
  { from, to }: { from: string; to: string },
  open: Open,
): CaseDetail[] {
  return Object.values(views.ratings.cases)
    .filter(({ day }) => day >= from && day <= to)
    .sort((a, b) => a.openedAtMs - b.openedAtMs)
    .map((one) => caseDetail(views, one, open));
}

export function selectCase(views: CaseReads, id: string, open: Open): CaseDetail | null {
  const one = caseById(views.ratings, id);
  return one && caseDetail(views, one, open);
}

function caseDetail(views: CaseReads, one: Rectification, open: Open): CaseDetail {
  const nameOf = (id: string | null) => accountName(views.accounts, id);
  return {
    ...caseRow(views, one, open),
    openedAtMs: one.openedAtMs,
    steps: one.steps.map(({ step, accountId, atMs }) => ({
      step,
      by: nameOf(accountId),
      owner: step.kind === 'assigned' ? nameOf(step.accountId) : null,
      atMs,
    })),
  };
}

function caseRow(views: CaseReads, one: Rectification, open: Open): CaseRow {
  const { id, day, window, grade, reasons, number, dueDay } = one;
  return {
    id,
    day,
    window,
    items: one.itemIds.map((item) => itemName(views.catalogue, item)),
    grade,
    reasons,
    contact: one.contact && (open(one.contact)?.mask ?? null),
    number,
    owner: accountName(views.accounts, one.ownerId),
    dueDay,
    overdue: isOverdue(one, todayOf(views)),
    outcome: one.closed?.outcome ?? null,
  };
}

function accountName({ accounts }: AccountsView, id: string | null): string | null {
  return id !== null && Object.hasOwn(accounts, id) ? (accounts[id]?.name ?? null) : null;
}

function todayOf({ centre }: { centre: CentreView }): string | null {
  return centre.day ?? centre.lastDay;
}
