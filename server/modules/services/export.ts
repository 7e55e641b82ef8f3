// The hall's numbers as managers take them home: every ticket as a row, and what they add up to. Tickets know no names.
import { type ExportedFile, sheetFile } from '../../sheets/sheet-file.ts';
import type { Cell, Table } from '../../sheets/table.ts';
import { wallClock } from '../../sheets/wall-clock.ts';
import { itemName } from '../catalogue/reading.ts';
import type { CatalogueView } from '../catalogue/schema.ts';
import { StatisticsTally, serviceOf, waitOf } from './statistics.ts';
import type { DeskStore } from './statistics-desk.ts';
import type { StatisticsExportQuery } from './statistics-schema.ts';
import { storiesBetween } from './stories-between.ts';
import { classes, minutes, outcomes, reasons, states, sumColumns, sumRows } from './sums-export.ts';
import type { TicketStory, Turn } from './ticket-story.ts';

const ticketColumns: Table['columns'] = [
  { heading: '序号', width: 7 },
  { heading: '日期', width: 12, dates: 'yyyy-mm-dd' },
  { heading: '号码', width: 9 },
  { heading: '事项', width: 40 },
  { heading: '人群', width: 10 },
  { heading: '预约', width: 6 },
  { heading: '窗口', width: 8 },
  { heading: '取号时间', width: 17, dates: 'yyyy-mm-dd hh:mm' },
  { heading: '叫号时间', width: 17, dates: 'yyyy-mm-dd hh:mm' },
  { heading: '开始办理', width: 17, dates: 'yyyy-mm-dd hh:mm' },
  { heading: '办结时间', width: 17, dates: 'yyyy-mm-dd hh:mm' },
  { heading: '等候（分钟）', width: 12 },
  { heading: '办理（分钟）', width: 12 },
  { heading: '预计等候（分钟）', width: 16 },
  { heading: '叫号次数', width: 10 },
  { heading: '被后来的人先叫', width: 16 },
  { heading: '不按顺序叫号的原因', width: 20 },
  { heading: '状态', width: 10 },
  { heading: '办理结果', width: 18 },
];

export async function exportStatistics(
  store: DeskStore,
  { from, to, format }: StatisticsExportQuery,
  nowMs: number,
): Promise<ExportedFile> {
  const { centre, catalogue } = await store.read((views) => ({
    centre: views.centre,
    catalogue: views.catalogue,
  }));
  const zone = centre.profile?.zone ?? 'UTC';
  const wall = wallClock(zone);
  const name = centre.profile?.name ?? '';
  const tally = new StatisticsTally(zone);
  const damaged = new Set<string>();
  const stories = storiesBetween(
    store,
    { from, to },
    {
      onDamage: (days) => {
        for (const day of days) damaged.add(day);
      },
    },
  );
  const tail = () => (damaged.size > 0 ? [damageText([...damaged].sort())] : []);
  const head = (title: string) => [
    `${name}${title}`,
    `起止日期：${from} 至 ${to}`,
    `导出时间：${wall(nowMs).toISOString().slice(0, 16).replace('T', ' ')}`,
  ];
  const tickets: Table = {
    name: '明细',
    head: head('取号叫号明细'),
    columns: ticketColumns,
    rows: ticketRows(stories, tally, catalogue, wall),
    tail,
  };
  const sums: Table = {
    name: '汇总',
    front: true,
    head: [
      ...head('取号叫号汇总'),
      '等候：从取号到叫号；转到别的窗口再等的也算，暂时离开和过号的时间不算。',
      '办理：从开始办理（没点开始的从叫号算）到办结；少于 5 秒和多于 4 小时的不算。',
    ],
    columns: sumColumns,
    rows: sumRows(() =>
      tally.result({
        from,
        to,
        itemName: (id) => itemName(catalogue, id),
        ratings: [],
        damagedDays: [],
      }),
    ),
    tail,
  };
  return sheetFile([tickets, sums], `取号叫号统计_${name}_${from}_${to}`, format);
}

function damageText(days: readonly string[]): string {
  return `注意：存储有损坏，这些天可能缺少部分记录：${days.join('、')}。请联系管理员。`;
}

async function* ticketRows(
  stories: AsyncIterable<TicketStory>,
  tally: StatisticsTally,
  catalogue: CatalogueView,
  wall: (ms: number) => Date,
): AsyncGenerator<Cell[]> {
  const at = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : wall(ms));
  let ordinal = 0;
  for await (const story of stories) {
    tally.add(story);
    ordinal += 1;
    const { turns, told } = story;
    const last = turns.at(-1);
    const wait = waitOf(story);
    const service = serviceOf(story);
    yield [
      ordinal,
      new Date(`${story.day}T00:00:00Z`),
      story.number,
      story.itemIds.map((id) => itemName(catalogue, id) || id).join('、'),
      classes[story.class],
      story.byAppointment ? '是' : null,
      [...new Set(turns.map(({ window }) => window))].join('、') || null,
      wall(story.takenAtMs),
      at(turns[0]?.calledAtMs),
      at(turns.find(({ startedAtMs }) => startedAtMs !== null)?.startedAtMs),
      story.state === 'served' ? at(last?.endedAtMs) : null,
      wait === null ? null : minutes(wait),
      service === null ? null : minutes(service),
      told ? `${told.lowMinutes}–${told.highMinutes}` : null,
      turns.reduce((sum, turn) => sum + turn.calls, 0),
      story.overtaken,
      turns.flatMap(({ reason }) => (reason === null ? [] : [reasons[reason]])).join('、') || null,
      states[story.state],
      outcomesOf(turns),
    ];
  }
}

function outcomesOf(turns: readonly Turn[]): string | null {
  const known = turns.flatMap(({ outcome }) => (outcome === null ? [] : [outcomes[outcome]]));
  return known.join('、') || null;
}
