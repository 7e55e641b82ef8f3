// Every visible word of the touchscreen's way from a question to a number, and of the number itself.
import type { TicketState } from '../../server/modules/services/schema.ts';
import type { Outcome, VisitorClass, Wait } from '../../server/modules/services/terms-schema.ts';

const things = (count: number) => `${count} 件事`;

export const hall = {
  /** On the door of the home page. */
  offer: (items: number, packages: number) =>
    packages === 0
      ? `能办 ${things(items)}`
      : `能办 ${things(items)}，${packages} 个“一件事”一次办`,
  closedDoor: (opensAt: string | null) =>
    opensAt ? `${opensAt} 开始取号，现在先看材料` : '今天不再取号了，可以看材料',
  closed: (opensAt: string | null, reason: string) =>
    `${reason ? `${reason}，` : ''}${opensAt ? `现在还不能取号，${opensAt} 开始` : '今天不再取号了，请改天再来'}`,
  closedHint: '要带什么材料，现在就能看，也能打印。',
  title: '您要办什么事？',
  packages: '“一件事”，一个号办完',
  packageItems: (count: number) => `${things(count)}，一次办`,
  byDepartment: '按部门找',
  byDepartmentHint: (departments: number) => `${departments} 个部门`,
  general: '不知道办哪项',
  generalHint: '到综合窗口问，也要取号',
  appointment: '有预约',
  appointmentHint: '输 6 位预约码',
  lookUp: '已经取了号？把小票上的码对准扫码的地方，就知道排到哪了。',
  empty: '现在没有可以办的业务，请找工作人员',
};

export const departments = {
  title: '找哪个部门？',
  addTitle: '再加哪个部门的事？',
  items: things,
  ask: (contact: string) => `有事问：${contact}`,
  empty: '这个部门现在没有可以办的事，请找工作人员',
};

export const waiting = {
  people: (count: number) => (count === 0 ? '不用等' : `${count} 人在等`),
  now: (count: number) => (count === 0 ? '现在不用等' : `现在 ${count} 人在等`),
  notServed: '现在没有窗口办理',
  notOpen: '窗口还没有开',
};

export const item = {
  what: '说明',
  promised: '多久办好',
  promisedDays: (days: number) => `${days} 个工作日以内`,
  contact: '问谁',
  take: '取号',
  add: '加上这件事',
  added: '已经选好，去取号',
  full: (most: number) => `一个号最多办 ${most} 件事`,
  notServed: '这项业务现在没有窗口办理',
  goneTitle: '请另选一件事',
  gone: '这件事现在不办了',
};

export const packages = {
  hint: (count: number) => `一个号办完 ${things(count)}。点一件，看它要带什么。`,
  take: (count: number) => `取号，${count} 件一起办`,
  notServed: (count: number) => `有 ${things(count)}现在没有窗口办理，先办其他的。`,
  needs: (count: number) => (count === 0 ? '不用带材料' : `要带 ${count} 样材料`),
};

export const checklist = {
  title: '所需材料清单',
  of: (name: string) => `${name}，要带这些`,
  open: (count: number) => `看材料（${count} 样）`,
  begin: (count: number) => `要带 ${count} 样，带了哪样，就点哪样`,
  brought: '带了',
  some: '不是人人都要带',
  none: '这件事不用带材料。',
  complete: (canTake: boolean) => (canTake ? '要带的都带了，可以取号' : '要带的都带了'),
  missing: (count: number, canTake: boolean) =>
    canTake ? `还缺 ${count} 样，没有它办不成，也可以先取号问问` : `还缺 ${count} 样，没有它办不成`,
  print: '打印清单',
  printing: '清单正在打印',
  failedTitle: '清单没有打印',
  noPrinter: '这里没有打印机，请记一下要带什么',
  trouble: '打印机现在打不了，请记一下要带什么',
};

export const confirm = {
  title: '要取这个号吗？',
  severalTitle: (count: number) => `一个号办这 ${things(count)}，对吗？`,
  notOpen: '这项业务现在没有窗口办理，窗口开了会叫您',
  take: '取号',
  taking: '正在取号，请稍等',
  other: '换一件事',
  add: '再加一件事',
  remove: '去掉',
  removeLabel: (name: string) => `去掉：${name}`,
  tooMany: (most: number) => `一个号最多办 ${most} 件事，请再去掉几件`,
  priority: '老年人、残疾人、军人、孕妇和带小孩的，点这里优先',
  chosen: (name: string) => `优先：${name}。点这里可以改`,
  failedTitle: '没有取到号',
  otherItem: '另选一件事',
};

export const visitorClass = {
  title: '您是哪一种？',
  hint: '选了优先的，到窗口请出示证件。',
  names: {
    elderly: '老年人',
    disabled: '残疾人',
    military: '军人（依法优先）',
    expecting: '孕妇和带小孩的',
    ordinary: '普通',
  } satisfies Record<VisitorClass, string>,
  bring: {
    elderly: '带身份证',
    disabled: '带残疾人证',
    military: '带军人的证件',
    expecting: '到窗口说一声',
    ordinary: '按先后叫号',
  } satisfies Record<VisitorClass, string>,
  /** On the ticket. */
  proof: {
    elderly: '老年人优先，到窗口请出示身份证',
    disabled: '残疾人优先，到窗口请出示残疾人证',
    military: '军人依法优先，到窗口请出示证件',
    expecting: '孕妇和带小孩的优先，到窗口请说一声',
    ordinary: null,
  } satisfies Record<VisitorClass, string | null>,
};

export const appointment = {
  title: '请输 6 位预约码',
  label: '预约码',
  hint: '预约的时候工作人员告诉您的。',
  take: '取号',
  instead: '不用预约，直接取号',
};

/** A range of minutes as people say it. */
export function about({ lowMinutes: low, highMinutes: high }: NonNullable<Wait>): string {
  if (high === 0) return '马上就到';
  if (low === high) return `约 ${high} 分钟`;
  return low === 0 ? `${high} 分钟以内` : `约 ${low} 到 ${high} 分钟`;
}

export const ticket = {
  title: (name: string) => `取号成功 · ${name}`,
  waiting: (people: number) => ['现在 ', String(people), ' 人在等'] as const,
  nobody: '您前面没有人',
  notServed: '这项业务现在没有窗口办理，窗口开了会叫您',
  items: (count: number) => `这个号一次办 ${things(count)}`,
  more: (count: number) => `还有 ${count} 件`,
  sit: (number: string) => `请先坐，叫到 ${number} 再去窗口`,
  without: (number: string) => `没有小票也能办，记住 ${number} 就行`,
  printing: '小票正在打印',
  printingText: '请等一等，别用力拉。',
  printed: '请取小票',
  printedText: (number: string) => `小票丢了也不要紧，记住 ${number} 就行`,
  later: '小票晚一点打出来',
  noSlip: '这次没有小票，号已经留好',
  unsure: '小票可能没打好，号已经留好',
};

export const ticketStatus = {
  title: (name: string) => `您的号 · ${name}`,
  state: {
    waiting: (number: string) => `请先坐，叫到 ${number} 再去窗口`,
    called: '叫到您了，请现在去窗口',
    serving: '正在窗口办',
    held: '窗口先去办别的，一会儿再叫您',
    givenUp: '这个号已经退了，要办请重新取号',
    served: '这个号已经办完了',
    missed: '叫过您了，没有等到。请找工作人员',
    void: '这个号不是今天的，请重新取号',
  } satisfies Record<TicketState, string | ((number: string) => string)>,
  outcome: {
    done: '已经办好了',
    materialsMissing: '材料还不齐，这次没有办成',
    referred: '已经转到别的地方办，请照窗口说的去办',
    consulted: '这次是来问的，已经问过了',
  } satisfies Record<Outcome, string>,
  missing: '请下次带上：',
  rateNow: '给这次服务打个分',
  ahead: (people: number) => (people === 0 ? '下一个就是您' : `前面还有 ${people} 人`),
  withdraw: '不办了',
  withdrawTitle: '真的不办了吗？',
  withdrawText: (number: string) => `${number} 就退了。再要办，得重新取号、重新排。`,
  keep: '接着等',
  withdrawNow: '退掉这个号',
  withdrawFailed: '没有退掉',
};
