// Who buys: a limit holds for a person however they make themselves known, and what they left is destroyed in time.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { expect, test } from 'vitest';
import { moveSession, putSession } from '../../../../server/modules/livestream/commands.ts';
import { putShelf } from '../../../../server/modules/livestream/shelf-commands.ts';
import { createPrivacy } from '../../../../server/privacy/keyring.ts';
import { kioskOfEachTest } from '../../kiosk-of-each-test.ts';
import { askStaff, clockAt, journalLines, signIn } from '../../started-kiosk.ts';
import { openShop, reopen, type ShopKiosk } from './shop-kiosk.ts';
import { RESIDENT_CARD, RESIDENT_PHONE, type Run, type Stocked } from './stocked-shop.ts';

const hall = kioskOfEachTest();
const DAY = '2026-11-28';
/** Several starts of a whole kiosk, on a machine that does other things too. */
const PATIENCE_MS = 180_000;
const ORDERS = '/api/workshop/orders';
const clockOn = (day: string) => clockAt({ iso: `${day}T10:00:00+08:00`, trusted: true });
const openOn = (more?: (run: Run, shop: Stocked) => Promise<void>) =>
  openShop(hall.start, { systemClock: clockOn(DAY), ...(more && { more }) });

/** Live, two for each buyer. */
async function live(run: Run, { radish }: Stocked): Promise<void> {
  const session = {
    title: '赶大集',
    day: DAY,
    startsAt: '10:00',
    platform: 'local' as const,
    playUrl: null,
    appUrl: null,
    hosts: ['小王'],
    unitIds: [],
    script: '',
  };
  const put = await run(putSession, { sessionId: null, revision: null, session });
  const prices = { livePriceFen: 1500, flash: null, quota: null, perPerson: 2 };
  const items = [{ productId: radish, variantId: 'a', ...prices, hidden: false, soldOut: false }];
  await run(putShelf, { sessionId: put.id, revision: put.revision, items });
  await run(moveSession, { sessionId: put.id, state: 'live' });
}

const wanted = ({ shop }: ShopKiosk, by: object | null, unitFen: number, quantity = 1) => ({
  lines: [{ productId: shop.radish, variantId: 'a', quantity, unitFen }],
  pickUpDay: DAY,
  ...(by && { by }),
});

async function readCard({ kiosk }: ShopKiosk, idNumber: string, birthDate: string) {
  const reader = await hall.watch(`${kiosk.touch}/api/events?page=touch`);
  const admin = await signIn(kiosk.staff);
  const at = await reopen(kiosk, {} as Stocked);
  const card = { name: '王秀芳', idNumber, birthDate };
  await at.post('/api/devices/virtual/id-card', card, { cookie: admin });
  for (;;) {
    const { frame } = await reader.next();
    if (frame.type !== 'moment' || frame.name !== 'card') continue;
    await at.post('/api/devices/virtual/id-card/removal', {}, { cookie: admin });
    reader.stop();
    return { method: 'idCard', readId: (frame.value as { readId: string }).readId };
  }
}

test(
  'one person is one person by phone, by card and by code; somebody else is not',
  async () => {
    const at = await openOn(live);
    const buy = async (by: object | null, quantity = 1) => {
      const { status, body } = await at.tap(ORDERS, wanted(at, by, 1500, quantity));
      return status === 201 ? body.id : body.code;
    };
    expect(await buy(null)).toBe('BUYER_NEEDED');
    const phone = { method: 'phone', phone: RESIDENT_PHONE };
    const first = await buy(phone);
    const card = await readCard(at, RESIDENT_CARD, '1980-01-01');
    expect(await buy(card, 2)).toBe('LIMIT_REACHED');
    const second = await buy(card);
    const admin = await signIn(at.kiosk.staff);
    const code = await codeOf(at, at.shop.resident, admin);
    expect(await buy({ method: 'code', code })).toBe('LIMIT_REACHED');
    // What is given back may be bought again.
    await at.post(`${ORDERS}/${second}/cancellation`, { reason: '不要了' });
    expect(await buy({ method: 'code', code })).not.toBe('LIMIT_REACHED');
    expect(await buy(phone)).toBe('LIMIT_REACHED');
    // A stranger's phone and a stranger's card are two people as far as anybody can tell.
    const stranger = { method: 'phone', phone: '13700137000' };
    await buy(stranger, 2);
    expect(await buy(stranger)).toBe('LIMIT_REACHED');
    const idNumber = '120111199002023456';
    expect(await buy(await readCard(at, idNumber, '1990-02-02'), 2)).toMatch(/^LB01/);
    // Entered into the directory only afterwards: what they bought by card counts for their code.
    const person = { name: '李四', idNumber, unitId: 'liubu', group: '', member: true };
    const added = await at.post('/api/directory/people', person, { cookie: admin });
    const late = await codeOf(at, (added.json() as { id: string }).id, admin);
    expect(await buy({ method: 'code', code: late })).toBe('LIMIT_REACHED');
    // A child's card leaves no trace.
    expect(await buy(await readCard(at, '12011120200202345X', '2020-02-02'))).toBe(
      'GUARDIAN_NEEDED',
    );

    // The desk sees masks; of the resident the directory speaks, the order itself holds nothing.
    expect(await at.find('8001')).toMatchObject([{ name: '王*芳' }, { name: '王*芳' }, {}]);
    await at.kiosk.stop();
    const lines = (await journalLines(at.kiosk.folder)).filter(
      ({ t }) => t === 'orders.orderReserved',
    );
    expect(lines.find(({ d }) => (d as { orderId: string }).orderId === first)?.d).toMatchObject({
      personId: at.shop.resident,
      keyId: null,
    });
    expect(JSON.stringify(lines)).not.toMatch(/13700137000|13800138001|120111|王秀芳/);
  },
  PATIENCE_MS,
);

async function codeOf({ kiosk }: ShopKiosk, personId: string, cookie: string): Promise<string> {
  const url = `${kiosk.staff}/api/directory/people/${personId}/card`;
  return ((await askStaff(url, { headers: { cookie } })).json() as { code: string }).code;
}

async function keysOf({ kiosk }: ShopKiosk): Promise<string> {
  const directory = join(kiosk.folder, 'data');
  expect(await readdir(directory)).toContain('keyring.json');
  return readFile(join(directory, 'keyring.json'), 'utf8');
}
/** As a slip carries it. */
async function signedCode(folder: string, orderId: string): Promise<string> {
  const privacy = createPrivacy({
    dataDir: join(folder, 'data'),
    keyFile: join(folder, 'kiosk.key'),
    kiosk: 'LB01',
    poolSize: 1,
    logger: pino({ level: 'silent' }),
  });
  await privacy.start();
  const code = privacy.sign('order', orderId);
  await privacy.stop();
  return code;
}
const keyOf = async ({ kiosk }: ShopKiosk, id: string) => {
  const lines = await journalLines(kiosk.folder);
  const data = lines.map(({ d }) => d as { orderId?: string; keyId?: string | null });
  return data.find(({ orderId, keyId }) => orderId === id && keyId)?.keyId ?? '';
};

test(
  'a phone is destroyed thirty days after the order is over, not while there is something to fetch',
  async () => {
    const at = await openOn();
    const order = async (phone: string) => {
      const by = { method: 'phone', phone };
      return (await at.tap(ORDERS, wanted(at, by, 1990))).body.id;
    };
    const [over, paid] = [await order('13700137001'), await order('13700137002')];
    await at.post(`${ORDERS}/${over}/cancellation`, { reason: '不要了' });
    await at.post(`${ORDERS}/${paid}/payment`, { method: 'cash', fen: 1990 });
    await at.kiosk.stop();
    const [overKey, paidKey] = [await keyOf(at, over), await keyOf(at, paid)];
    expect(await keysOf(at)).toContain(overKey);

    const { folder } = at.kiosk;
    const early = await hall.start({ folder, systemClock: clockOn('2026-12-27') });
    await early.stop();
    expect(await keysOf(at)).toContain(overKey);
    const late = await reopen(
      await hall.start({ folder, systemClock: clockOn('2026-12-29') }),
      at.shop,
    );
    expect(await late.find('7001')).toEqual([]);
    // Paid for and still not fetched: it waits, and says so.
    expect(await late.find('7002')).toMatchObject([{ id: paid, state: 'paid', overdue: true }]);
    await late.kiosk.stop();
    expect(await keysOf(at)).not.toContain(overKey);
    expect(await keysOf(at)).toContain(paidKey);

    // Then the order itself leaves memory; its slip, a real one, gets a plain answer at both doors.
    const code = await signedCode(folder, over);
    const nextYear = await reopen(
      await hall.start({ folder, systemClock: clockOn('2026-12-31') }),
      at.shop,
    );
    const seen = await fetch(`${nextYear.kiosk.touch}${ORDERS}/${code}`);
    expect([seen.status, await seen.json()]).toMatchObject([404, { code: 'ORDER_FORGOTTEN' }]);
    const asked = await nextYear.get(`${ORDERS}?find=${code}`);
    expect([asked.status, asked.json()]).toMatchObject([404, { code: 'ORDER_FORGOTTEN' }]);
  },
  PATIENCE_MS,
);

test(
  'whoever is forgotten is forgotten with their orders; a buyer of the desk alone, too',
  async () => {
    const at = await openOn();
    const by = (phone: string) => wanted(at, { method: 'phone', phone }, 1990);
    const mine = (await at.tap(ORDERS, by('13700137003'))).body.id;
    const other = (await at.tap(ORDERS, by('13700137004'))).body.id;
    const cookie = await signIn(at.kiosk.staff);
    const reason = '本人要求';
    const forget = () => at.post(`${ORDERS}/${mine}/forgetting`, { reason }, { cookie });
    expect((await forget()).status).toBe(200);
    expect((await forget()).json()).toMatchObject({ code: 'BUYER_GONE' });
    expect(await at.find('7003')).toEqual([]);
    expect(await at.find('7004')).toMatchObject([{ id: other }]);
    // Added to the directory afterwards: what was ordered by the same phone goes with the person.
    const person = {
      name: '李四',
      phone: '13700137004',
      unitId: 'liubu',
      group: '',
      member: false,
    };
    const added = await at.post('/api/directory/people', person, { cookie });
    const { id } = added.json() as { id: string };
    const gone = await at.post('/api/directory/forgettings', { personId: id, reason }, { cookie });
    expect(gone.json()).toMatchObject({ forgotten: 2 });
    expect(await at.find('7004')).toEqual([]);
    await at.kiosk.stop();
    const keys = [await keyOf(at, mine), await keyOf(at, other)];
    for (const key of keys) expect(await keysOf(at)).not.toContain(key);
  },
  PATIENCE_MS,
);
