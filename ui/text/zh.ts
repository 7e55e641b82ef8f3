// Every visible word of the touchscreen and what it shares with the board. Short whole sentences; wording.md is binding.
import type { PrinterTrouble } from '../../devices/schema.ts';
import type { Purpose } from '../../server/modules/attendance/schema.ts';
import type { Unit } from '../../server/modules/directory/schema.ts';

export { refusal, refusalText } from './refusal.ts';

export const keypad = { clear: '重输', erase: '删掉一位' };

export const common = {
  touchTitle: '党群服务中心一体机',
  boardTitle: '叫号大屏',
  demo: '演示',
  back: '返回',
  ways: '返回、首页、帮助',
  home: '回首页',
  again: '再试一次',
  ok: '好的',
  finish: '办完了',
  next: '下一页',
  previous: '上一页',
  page: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  largeType: '大字版',
  normalType: '普通字',
  callStaff: '叫工作人员',
  askStaff: '请找工作人员。',
  loading: '请稍等',
  opening: '正在打开，请稍等',
  notOpened: '这一页没有打开',
  unreachable: '机器没有回应，请再试一次；还不行，请找工作人员。',
  ready: '正在准备，请稍等',
};

export const offline = {
  title: '机器正在恢复，请稍等',
  text: '不用重新操作，好了会自动继续。着急的话，请找工作人员。',
};

export const idle = {
  title: '还要继续吗？',
  text: '没人操作的话，这里填的内容会清掉，回到首页。',
  goOn: '继续',
  finish: '不用了',
};

export const stopped = {
  title: '机器暂时不能登记，请找工作人员',
  text: '叫号照常，已经取的号都有效。',
};

export const attract = {
  start: '点一下开始',
  hint: '来访登记、取号办事，都在这里',
  calling: '正在叫号',
  queue: '取号排队',
  nobodyCalled: '现在没有叫号',
  waiting: (people: number) => (people === 0 ? '现在不用等' : `现在 ${people} 人在等`),
  notYet: '今天还没有开始取号',
  notices: '通知',
  today: (people: number) => (people === 0 ? '欢迎您来' : `今天来了 ${people} 人`),
  hours: (from: string, to: string) => `开门时间 ${from} 到 ${to}`,
};

export const callTo = (window: number) => `${window} 号窗口`;

export const home = {
  checkIn: '来访登记',
  /** Which ways there are depends on the devices. */
  checkInHint: (ways: readonly string[]) => `${ways.join('、')}都行，不留姓名也行`,
  byCard: '刷身份证',
  byCode: '出示二维码',
  byPhone: '输手机号',
  byList: '从名单里选',
  takeNumber: '取号办事',
  noPaper: '打印机缺纸，号照样取',
  noPrinter: '不打小票，记住号就行',
  workshop: '创富工坊',
  live: (what: string) => `正在直播：${what}`,
  offer: (price: string, left: string) => `${price}，还剩 ${left}`,
  onSale: (kinds: number) => (kinds === 0 ? '都卖完了' : `在售 ${kinds} 种`),
  leave: '离开登记',
  leaveHint: '办完事要走了，点这里',
  inside: (people: number) => (people === 0 ? '现在没有人在' : `现在 ${people} 人在中心`),
  ways: '其他',
  closed: '今天还没有开始登记',
  closedHint: '请找工作人员开始今天的工作。',
};

export const purposes: Record<Purpose, { name: string; hint: string }> = {
  errand: { name: '办事', hint: '到窗口办业务' },
  visit: { name: '参观', hint: '来看一看' },
  meeting: { name: '会议', hint: '来开会' },
  study: { name: '学习', hint: '听课、看书' },
  activity: { name: '活动', hint: '参加活动' },
  volunteering: { name: '志愿服务', hint: '来帮忙' },
  other: { name: '其他', hint: '别的事' },
};

export const checkIn = {
  purposeTitle: '您今天来做什么？',
  methodTitle: '用哪种办法登记？',
  recognised: (mask: string) => `${mask}，您好`,
  recognisedCode: '已经读到您的二维码',
  phone: '手机号',
  phoneHint: '输 11 位手机号',
  card: '身份证',
  cardHint: '放到读卡的地方就行',
  code: '二维码',
  codeHint: '对准扫码的地方就行',
  resident: '从名单里选',
  residentHint: '先选姓，再选自己',
  headcount: '不留姓名',
  headcountHint: '只记来了几个人',
  cardTitle: '请把身份证放到读卡的地方',
  cardText: '放好等一等就行，不用点屏幕。',
  codeTitle: '请把二维码对准扫码的地方',
  codeText: '亮一点、近一点，读到了会自动往下走。',
  otherWay: '换一个办法',
  readAgain: '再看一遍',
  phoneTitle: '请输您的手机号',
  phoneLabel: '手机号',
  phoneNext: '下一步',
  phoneWrong: '手机号是 11 位，第二位是 3 到 9，请看一看',
  surnameTitle: '您贵姓？',
  surnameCount: (count: number) => `${count} 人`,
  surnamesEmpty: '名单还没有录好，请换一个办法',
  residentTitle: (surname: string) => `哪一位是您？（${surname}）`,
  residentsEmpty: '这个姓没有找到人，请换一个办法',
  headcountTitle: '一共来了几个人？',
  people: (count: number) => `${count} 人`,
  more: '更多人',
  moreTitle: '一共来了多少人？',
  moreLabel: '人数',
  moreNext: '就这么多人',
  moreWrong: '最多 500 人，更多人请找工作人员',
  unitTitle: '您从哪里来？',
  unitSkip: '不选，直接登记',
  submitting: '正在登记，请稍等',
  doneTitle: '登记好了',
  alreadyTitle: '您今天已经登记过了',
  alreadyText: '没有重复记，放心。',
  doneText: (purpose: string, people: number) =>
    people > 1 ? `已经记下：${purpose}，${people} 人` : `已经记下：${purpose}`,
  doneLeave: '走的时候，请在这里点一下“离开登记”。',
  doneNumber: '要办事？现在取号',
  failedTitle: '没有登记上',
};

export const unitKinds: Record<Unit['kind'], string> = {
  village: '村',
  enterprise: '企业',
  branch: '党支部',
  other: '其他',
};

export const privacyNotice = {
  title: '登记前，先跟您说清楚',
  what: '记什么',
  whatBy: {
    phone: '您的手机号',
    idCard: '您的姓名和身份证号',
    code: '您在名单里的姓名',
    resident: '您在名单里的姓名',
  },
  who: '谁来记',
  why: '为什么',
  whyText: '记下谁来过、来做什么，不作别的用处',
  howLong: '存多久',
  howLongText: (days: number) => `${days} 天，到期自动删掉`,
  rights: '您的权利',
  rightsText: (contact: string) => `随时可以查看、更正、删掉，请找${contact}`,
  agree: '同意',
  refuse: '不同意，不留姓名',
};

export const checkOut = {
  title: '用哪种办法登记离开？',
  hint: '来的时候用的哪种，现在还用哪种。',
  sessionTitle: '您要离开了吗？',
  sessionText: '登记离开以后，这一次来访就结束了。',
  session: '登记离开',
  phoneHint: '输来的时候用的手机号',
  residentHint: '先选姓，再选自己',
  submitting: '正在登记离开，请稍等',
  doneTitle: '离开登记好了',
  doneText: '慢走，欢迎再来。',
  failedTitle: '没有登记上',
};

export const printerTrouble: Record<PrinterTrouble, string> = {
  paperOut: '打印机缺纸，号已经留好',
  coverOpen: '打印机的盖子开着，号已经留好',
  offline: '打印机没有准备好，号已经留好',
  cutter: '打印机卡住了，号已经留好',
  error: '打印机出了问题，号已经留好',
  silent: '打印机没有回应，号已经留好',
  unreachable: '打印机没有连上，号已经留好',
};

export const scan = {
  unknown: '这个码不是本中心的，请找工作人员',
  liftCard: '请把身份证拿起来，再放一次',
  liftCardText: '放稳等一等再拿。还不行，请换一个办法。',
  unknownCard: '这种证件这里读不了，请换一个办法',
  unknownCardText: '输手机号、不留姓名都行，也可以找工作人员。',
  looking: '正在查您的号，请稍等',
};

export const help = {
  calling: '正在叫工作人员',
  waitingTitle: '已经叫了工作人员',
  waitingText: '请在这里等一等，有人会过来。',
  comingTitle: '工作人员马上来',
  comingText: '请在这里等一等。',
  withdraw: '不用叫了',
  goOn: '回去继续',
  failedTitle: '没有叫到，请直接找工作人员',
};

export const setup = {
  firstTitle: '请设第一个管理员',
  recoveryTitle: (account: string) => `给${account}找回密码`,
  steps: ['在办公电脑上打开这个网址', '把下面的数字填进去，自己定名字和密码'] as const,
  recoverySteps: ['在办公电脑上打开这个网址', '把下面的数字填进去，定一个新密码'] as const,
  noUrl: '网址还没有准备好，请检查网线',
  code: '验证码',
  visitors: '先登记、取号，点这里',
};
