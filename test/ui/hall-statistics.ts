// Statistics of a plausible week at the demo village, counted by the kiosk's own code.
import { StatisticsTally } from '../../server/modules/services/statistics.ts';
import type { Statistics } from '../../server/modules/services/statistics-schema.ts';
import { HallScript } from '../server/modules/services/hall-script.ts';
import { TODAY } from './staff-slices.ts';

const CLASSES = ['ordinary', 'ordinary', 'ordinary', 'elderly', 'military'] as const;
const OUTCOMES = ['done', 'done', 'done', 'materialsMissing', 'consulted'] as const;
const ITEMS = [
  '高龄津贴申请',
  '城乡居民基本医疗保险参保登记',
  '开具居住证明',
  '残疾人两项补贴',
  '宅基地审批',
  '老年优待证',
  '就业登记',
  '失业登记',
  '生育登记',
  '临时救助申请',
  '流动党员报到',
  '党组织关系转接',
  '农机购置补贴',
  '法律咨询',
  '社保卡申领',
  '退役军人登记',
  '农村危房改造申请',
];

export function hallStatistics(from = TODAY, to = TODAY): Statistics {
  const tally = new StatisticsTally('Asia/Shanghai');
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) days.push(day);
  for (const day of days) {
    for (const story of dayOfHall(day).stories()) tally.add(story);
  }
  return tally.result({
    from,
    to,
    itemName: (id) => id,
    ratings: days.map((day) => ({ day, grades: [0, 1, 3, 9, 20], none: 12 })),
    damagedDays: [],
  });
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function dayOfHall(day: string): HallScript {
  const script = new HallScript(day);
  for (let n = 1; n <= 60; n++) {
    const number = `A${String(n).padStart(3, '0')}`;
    const itemId = ITEMS[n % 3 === 0 ? 0 : n % ITEMS.length] ?? '';
    const takenAt = `${String(8 + Math.floor(n / 8)).padStart(2, '0')}:${String((n % 8) * 7).padStart(2, '0')}`;
    script.at(takenAt).take(number, {
      itemIds: [itemId],
      class: CLASSES[n % CLASSES.length] ?? 'ordinary',
      wait: { lowMinutes: 4, highMinutes: 10 },
      ...(n % 20 === 0 && { appointmentId: `p${n}` }),
    });
    if (n % 15 === 0) {
      script.giveUp(number);
      continue;
    }
    const window = 1 + (n % 4);
    script.later((3 + (n % 11)) * 60_000).call(number, window, n % 18 === 0 ? 'unwell' : null);
    if (n % 12 === 0) script.miss(number, window);
    else {
      const outcome = OUTCOMES[n % OUTCOMES.length] ?? 'done';
      script.later((2 + (n % 9)) * 60_000).finish(number, window, { outcome, itemIds: [itemId] });
    }
  }
  return script.closeDay();
}
