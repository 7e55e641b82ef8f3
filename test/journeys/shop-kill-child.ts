// The process that gets killed: the shop's modules on a real store. Each line on stdin is a command under its id, or a question;
// each line on stdout the answer, given once the disk has it.
// node shop-kill-child.ts FOLDER BOOT
import { createInterface } from 'node:readline';
import type { Static, TSchema } from 'typebox';
import { openDay } from '../../server/modules/centre/commands.ts';
import { adoptUnits } from '../../server/modules/directory/commands.ts';
import { moveProduct, moveStock, putProduct } from '../../server/modules/goods/commands.ts';
import {
  cancelOrder,
  expireOrders,
  payOrder,
  pickUpOrder,
  reserveOrder,
} from '../../server/modules/orders/commands.ts';
import { refundLines, sellGoods } from '../../server/modules/orders/sale-commands.ts';
import type { Views } from '../../server/modules/registry.ts';
import type { CommandDefinition, RecordedEvent } from '../../server/store/module.ts';
import { openShopStore } from '../server/modules/shares/shop-store.ts';
import type { Answer, Facts, Question } from './shop-kill-lines.ts';

const [folder = '', boot = '0'] = process.argv.slice(2);
const commands = Object.fromEntries(
  [
    adoptUnits,
    openDay,
    putProduct,
    moveProduct,
    moveStock,
    reserveOrder,
    payOrder,
    pickUpOrder,
    cancelOrder,
    expireOrders,
    refundLines,
    sellGoods,
  ].map((command) => [command.type, command as unknown as CommandDefinition<Views, TSchema>]),
);

let nowMs = 0;
const clock = {
  read: () => ({
    wallMs: nowMs,
    monotonicMs: Math.floor(performance.now()),
    bootId: boot.padStart(8, '0'),
    trusted: true,
  }),
  start: async () => {},
  stop: async () => {},
};
const say = (answer: Answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
async function next(): Promise<Question | null> {
  const { value, done } = await lines.next();
  return done ? null : (JSON.parse(value) as Question);
}
const first = await next();
nowMs = first?.nowMs ?? 0;
// Snapshots are made, and killed in the making, too.
const { store } = await openShopStore(folder, clock, 150);
say({ id: first?.id ?? '', ok: true, reply: null, replayed: false });

async function facts(): Promise<Facts> {
  const history: RecordedEvent[] = [];
  for await (const one of store.history()) {
    if ('gap' in one) throw new Error(`a gap: ${JSON.stringify(one.gap)}`);
    history.push(one);
  }
  return store.read(({ goods, orders, shares }) => ({ goods, orders, shares, history }));
}

async function answer({ id, command, body }: Question): Promise<void> {
  if (command === 'facts') {
    say({ id, ok: true, reply: await facts(), replayed: false });
    return;
  }
  const definition = commands[command];
  if (!definition) throw new Error(`no command ${command}`);
  const actor = { kind: 'staff', accountId: 'clerk' } as const;
  const outcome = await store.execute(definition, { id, actor, body: body as Static<TSchema> });
  if (outcome.ok) say({ id, ok: true, reply: outcome.reply, replayed: outcome.replayed });
  else say({ id, ok: false, refused: outcome.refusal.refused });
}

for (let question = await next(); question; question = await next()) {
  nowMs = Math.max(nowMs, question.nowMs);
  // Not awaited: many are under way at once, as they are over HTTP.
  void answer(question);
}
process.exit(0);
