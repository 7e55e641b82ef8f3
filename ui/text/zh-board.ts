// Every visible word of the board, the screen on the wall. Whole sentences that can be read from a bench.
import type { LiveNow } from '../../server/modules/livestream/page-schema.ts';
import type { BoardCall, BoardSlice } from '../../server/modules/services/page-schema.ts';

type Session = NonNullable<LiveNow['session']>;
type Pause = BoardSlice['paused'][number];

const PAUSES: Readonly<Record<Pause['reason'], string>> = {
  break: '在休息',
  errand: '去办事了',
  equipment: '在修设备',
  meeting: '在开会',
  other: '暂停办理',
};

/** Characters beside a letter that fit on the narrower of the two walls. */
const FITS = 9;

/** The first of them, as many as fit: 卫健、村委会等 */
function departments([first = '', ...others]: readonly string[]): string {
  let text = first;
  for (const name of others) {
    if (text.length + 1 + name.length >= FITS) return `${text}等`;
    text += `、${name}`;
  }
  return text;
}

export const zhBoard = {
  now: '请到窗口办理',
  times: (times: number) => `第 ${times} 次叫`,
  nobody: '现在没有叫号',
  nobodyText: '取了号的请先坐，叫到您再去窗口',
  last: '刚才叫的号',
  marks: { priority: '优先', military: '军人依法优先' } satisfies Record<
    NonNullable<BoardCall['mark']>,
    string
  >,
  marksWhy: '写着“优先”的号照顾老人、残疾人、孕妇和带小孩的，会早一点叫到',
  waiting: '在等的人',
  departments,
  people: (count: number) => `${count} 人`,
  noWaiting: '不用等',
  notServed: '现在没有窗口',
  paused: ({ window, reason, handOver }: Pause) => {
    const state = `${window} 号窗口${PAUSES[reason]}`;
    return handOver === null ? `${state}，请等一等` : `${state}，请到 ${handOver} 号窗口`;
  },
  notices: '通知',
  announcement: '广播',
  offline: '正在恢复，号都有效，请稍等',
  closed: (opensAt: string) => `今天还没有开始，开门时间 ${opensAt}`,
  shop: '创富工坊',
  planned: ({ startsAt, title, hosts }: Session) => {
    const who = hosts.length > 0 ? `，主播 ${hosts.join('、')}` : '';
    return `今天 ${startsAt} 直播“${title}”${who}`;
  },
  silent: {
    quiet: '静音时段，请看屏幕',
    muted: '没有声音，请看屏幕',
    impaired: '声音不全，请看屏幕',
  },
  testing: '正在试声音',
  blocked: '这块大屏还没有声音',
  unblock: '点一下打开声音',
};
