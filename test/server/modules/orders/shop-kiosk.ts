// A whole kiosk with goods on its shelf, a visitor in front of it and two clerks behind the desk.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoundOrders, OrderRow } from '../../../../server/modules/orders/page-schema.ts';
import {
  type Answer,
  askStaff,
  type StartedKiosk,
  type StartOptions,
  signIn,
} from '../../started-kiosk.ts';
import { type Run, type Stocked, stockShop } from './stocked-shop.ts';

export interface ShopKiosk {
  readonly kiosk: StartedKiosk;
  readonly shop: Stocked;
  readonly cookie: string;
  /** POST as staff. */
  post(path: string, body: unknown, options?: { key?: string; cookie?: string }): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** POST at the touchscreen. */
  tap(path: string, body: unknown, key?: string): Promise<{ status: number; body: Told }>;
  find(text: string): Promise<OrderRow[]>;
}
/** Whatever an answer says. */
export type Told = Record<string, unknown> & { id: string; code: string };

export async function openShop(
  start: (options: StartOptions) => Promise<StartedKiosk>,
  options: StartOptions & { more?: (run: Run, shop: Stocked) => Promise<void> } = {},
): Promise<ShopKiosk> {
  const { more, ...rest } = options;
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-'));
  const places = { dataDir: join(folder, 'data'), keyFile: join(folder, 'kiosk.key') };
  const shop = await stockShop(places, more);
  return reopen(await start({ folder, ...rest }), shop);
}

export async function reopen(kiosk: StartedKiosk, shop: Stocked): Promise<ShopKiosk> {
  const cookie = await signIn(kiosk.staff, '窗口一');
  const send: ShopKiosk['post'] = (path, body, { key, cookie: other = cookie } = {}) =>
    askStaff(`${kiosk.staff}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        cookie: other,
        ...(key !== undefined && { 'idempotency-key': key }),
      },
    });
  const get: ShopKiosk['get'] = (path) =>
    askStaff(`${kiosk.staff}${path}`, { headers: { cookie } });
  return {
    kiosk,
    shop,
    cookie,
    post: send,
    get,
    async tap(path, body, key) {
      const answer = await fetch(`${kiosk.touch}${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          ...(key !== undefined && { 'idempotency-key': key }),
        },
      });
      return { status: answer.status, body: (await answer.json()) as Told };
    },
    async find(text) {
      const answer = await get(`/api/workshop/orders?find=${encodeURIComponent(text)}`);
      return (answer.json() as FoundOrders).orders;
    },
  };
}
