// A demo village whose window 1 serves visitors, for tests of ratings: everything through its doors, codes from its paper.
import type { VirtualPrinterReport } from '../../../../devices/schema.ts';
import type { CentreSlice } from '../../../../server/modules/centre/schema.ts';
import type {
  CaseDetail,
  CaseList,
  Summary,
} from '../../../../server/modules/ratings/page-schema.ts';
import type { SystemClock } from '../../../../server/store/clock.ts';
import { readEvents, snapshotOf } from '../../http/event-source.ts';
import { type Answer, askStaff, clockAt, type StartedKiosk, signIn } from '../../started-kiosk.ts';

export const FIRST_DAY = '2026-11-23';
export const PHONE = '13912345678';

/** Windows 1 and 2 serve it. */
export const ITEM = 'gaoling-jintie';

export interface Hall {
  readonly kiosk: StartedKiosk;
  /** May do everything, so that slips can be read off the paper. */
  readonly manager: Desk;
  /** Behind window 1. */
  readonly clerk: Desk;
}
export interface Ticket {
  readonly id: string;
  readonly number: string;
  /** What its slip's QR says. */
  readonly code: string;
}
/** Signs somebody in; what they may ask. */
export interface Desk {
  post(path: string, body: unknown, key?: string): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

/** Trusted, at nine in the morning: days turn when staff say so. */
export const hallClock: SystemClock = clockAt({ iso: `${FIRST_DAY}T01:00:00Z`, trusted: true });

export async function desk({ staff }: StartedKiosk, name: string): Promise<Desk> {
  const cookie = await signIn(staff, name);
  return {
    post: (path, body, key) =>
      askStaff(`${staff}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          cookie,
          ...(key !== undefined && { 'idempotency-key': key }),
        },
      }),
    get: (path) => askStaff(`${staff}${path}`, { headers: { cookie } }),
  };
}

export async function touchPost(
  { touch }: StartedKiosk,
  path: string,
  body: unknown,
  key?: string,
): Promise<Response> {
  return fetch(`${touch}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { 'idempotency-key': key }),
    },
  });
}

export async function rateByCode(
  kiosk: StartedKiosk,
  code: string,
  body: unknown,
  key?: string,
): Promise<{ status: number; code: string | null }> {
  const path = `/api/ratings/tickets/${encodeURIComponent(code)}`;
  const answer = await touchPost(kiosk, path, body, key);
  const { code: refused = null } = (await answer.json()) as { code?: string };
  return { status: answer.status, code: refused };
}

/** Takes a number and waits for its slip. */
export async function take(kiosk: StartedKiosk, manager: Desk, itemId = ITEM): Promise<Ticket> {
  const [before = ''] = await codes(manager);
  const answer = await touchPost(kiosk, '/api/services/tickets', { itemId });
  const { id, number } = (await answer.json()) as { id: string; number: string };
  for (;;) {
    const [code = ''] = await codes(manager);
    if (code !== before) return { id, number, code };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function codes(manager: Desk): Promise<string[]> {
  const report = (await manager.get('/api/devices/virtual/printer')).json() as VirtualPrinterReport;
  return report.slips
    .filter(({ end }) => end === 'cut')
    .flatMap(({ lines }) => lines.flatMap((line) => (line.kind === 'qr' ? [line.data] : [])));
}

export async function openHall(kiosk: StartedKiosk): Promise<Hall> {
  const manager = await desk(kiosk, '管理员');
  const clerk = await desk(kiosk, '窗口一');
  await openWindow(clerk);
  return { kiosk, manager, clerk };
}
export async function openWindow(clerk: Desk, window = 1): Promise<void> {
  const body = { window, itemIds: null, takeOver: true };
  const answer = await clerk.post('/api/services/windows', body);
  if (answer.status !== 200) throw new Error(answer.text);
}
export async function callNext(clerk: Desk, window = 1): Promise<void> {
  const answer = await clerk.post('/api/services/calls', { window });
  if (answer.status !== 200) throw new Error(answer.text);
}
/** From the number to the end of the service. */
export async function serve({ kiosk, manager, clerk }: Hall, itemId = ITEM): Promise<Ticket> {
  const ticket = await take(kiosk, manager, itemId);
  await callNext(clerk);
  await finish(clerk, ticket);
  return ticket;
}
export async function finish(clerk: Desk, { id }: Ticket): Promise<void> {
  const answer = await clerk.post(`/api/services/tickets/${id}/finish`, { outcome: 'done' });
  if (answer.status !== 200) throw new Error(answer.text);
}

export async function toDay(manager: Desk, day: string): Promise<void> {
  const answer = await manager.post('/api/centre/days', { day });
  if (answer.status >= 300) throw new Error(answer.text);
}

export async function summary(manager: Desk, day = FIRST_DAY): Promise<Summary> {
  return (await manager.get(`/api/ratings/summary?from=${day}&to=${day}`)).json() as Summary;
}
export async function cases(manager: Desk): Promise<CaseList> {
  return (await manager.get('/api/ratings/rectifications')).json() as CaseList;
}
export async function caseOf(manager: Desk, id: string): Promise<CaseDetail> {
  return (await manager.get(`/api/ratings/rectifications/${id}`)).json() as CaseDetail;
}
/** The notice that the touchscreen shows now. */
export async function noticeOf({ touch }: StartedKiosk): Promise<string> {
  const reader = await readEvents(`${touch}/api/events?page=touch`);
  const { centre } = (await snapshotOf(reader)) as { centre: CentreSlice };
  reader.stop();
  return centre.notice.version;
}
