// The sentences of refusals that only staff meet.
import { refusalText, sentenceOf } from './refusal.ts';
import type { Params, RefusalCode, Sentence } from './refusal-code.ts';

const unfinished: Readonly<Record<string, string>> = {
  verified: '还没有核实，先不能办结。',
  measured: '差评属实，还没有写整改措施，先不能办结。',
  calledBack: '对方留了电话，还没有回访，先不能办结。',
  reviewed: '结果和核实的不一样，请先改核实或者复核。',
};

export const staffRefusal = {
  // Signing in
  SIGN_IN_REQUIRED: '请先登录。',
  SIGN_IN_WRONG: '姓名或密码不对，请再试一次。',
  ROLE_MISSING: '您的账号没有这项权限，请找管理员。',
  PIN_WEAK: '这个密码太容易猜到，请换一个，不要用连续或重复的数字。',
  SETUP_CODE_WRONG: '验证码不对，请看一体机屏幕上的数字。',
  RECOVERY_WINDOW_CLOSED: '找回密码要先重启一体机，并在开机后 10 分钟内操作。',
  SETUP_DONE: '管理员已经设好了，请直接登录。',
  ACCOUNT_NOT_FOUND: '没有这个账号。',
  ACCOUNT_NAME_TAKEN: '这个名字已经有人用了，请换一个。',
  LAST_ADMIN: '这是最后一个管理员，不能停用。',

  // Screens of the hall
  SCREEN_NOT_FOUND: '没有这块屏，可能已经解除配对了。',
  SCREEN_NAME_TAKEN: '这个名字已经有一块屏用了，请换一个。',
  SCREENS_FULL: '配对的屏太多了，请先解除不用的。',
  HALL_LISTENER_CLOSED: '别的屏现在连不进来，请技术人员先在设置里打开大厅入口。',

  // Attendance
  VISIT_CHANGED: '别人刚刚改过这次登记，请刷新再看。',
  VISIT_TIMES_WRONG: '离开的时间不能早于来的时间。',
  RANGE_INVALID: '日期不对，开始的日期不能晚于结束的日期。',

  // The centre and its day
  DAY_ALREADY_OPEN: '今天已经开始了。',
  DAY_INVALID: '日期不对，请再看一看。',

  // People
  PERSON_EXISTS: '这个人已经在名单里了。',

  // The catalogue
  CATALOGUE_EXISTS: '这里已经有事项了，没有换成设置文件里的。',
  CATALOGUE_CHANGED: ({ name }) =>
    name
      ? `“${name}”刚刚被别人改过，没有盖掉它。请关掉这里，看看现在的内容，再改一次。`
      : '刚刚被别人改过，没有盖掉它。请关掉这里，看看现在的内容，再改一次。',
  CATALOGUE_FULL: '事项、部门或者一件事太多了，放不下了。',
  CATALOGUE_NAME_TAKEN: ({ name }) =>
    name ? `已经有一个叫“${name}”的了，请换个名称。` : '已经有一个叫这个名称的了，请换一个。',
  DEPARTMENT_UNKNOWN: ({ name }) =>
    name
      ? `“${name}”的部门不在了，请另选一个部门，或者先恢复那个部门。`
      : '这个部门不在了，请另选一个。',
  DEPARTMENT_IN_USE: ({ count }) =>
    count
      ? `这个部门还有 ${count} 个事项在办，请先停办它们，或者改到别的部门。`
      : '这个部门还有事项在办，请先停办它们，或者改到别的部门。',
  PACKAGE_ITEM_UNKNOWN: ({ item }) =>
    item ? `“${item}”现在不办，不能放在一件事里。` : '有一个事项现在不办，不能放在一件事里。',
  PACKAGE_ITEM_TWICE: ({ item }) =>
    item ? `“${item}”放了两次，请去掉一个。` : '有一个事项放了两次，请去掉一个。',
  ITEM_IN_PACKAGE: ({ name, packages }) =>
    name && packages
      ? `“${name}”还在“${packages}”里，要先从那里去掉。`
      : '这个事项还在一件事里，要先从那里去掉。',
  GENERAL_TWICE: ({ name }) =>
    name ? `“${name}”已经是综合窗口的事项了，只能有一个。` : '综合窗口的事项只能有一个。',
  HOURS_WRONG: '时间不对：每一段的开始要早于结束，几段不能重叠，同一天只能写一次。',
  FILE_NOT_XLSX:
    '这不是 .xlsx 表格。老的 .xls、网页、文本，还有加了密码的表格，请用表格软件打开，“另存为”选 .xlsx，再来导入。',
  FILE_EMPTY: '这个文件是空的，请另选一个。',
  FILE_DAMAGED: '这个文件坏了，打不开。请用表格软件打开看看，另存一份再来导入。',
  FILE_TOO_LARGE: '这个表格太大了。请只留下要导入的几张表，另存一份再来导入。',
  IMPORT_EXPIRED: '看得太久了，没有导入。请再选一次文件。',

  // Queue numbers
  QUEUE_EMPTY: '现在没有人在等。',
  WINDOW_UNKNOWN: '没有这个窗口。',
  WINDOW_PAUSED: '这个窗口正在暂停，请先恢复再叫号。',
  WINDOW_TAKEN: ({ window }) => `${window} 号窗口已经有人登录了。`,
  WINDOW_NOT_OPEN: ({ window }) => `${window} 号窗口现在没有人，请另选一个窗口。`,
  WINDOW_BUSY: '这个窗口还有人在办，请先办完。',
  TRANSFER_TO_SELF: '就是这个窗口，请另选一个窗口。',
  CALL_MORE_FIRST: ({ calls, needed }) =>
    `才叫了 ${calls} 次，要隔一会儿叫满 ${needed} 次才能过号。`,
  UNDO_TOO_LATE: '叫号已经过了 10 秒，不能撤回了。',
  NOT_FOR_THIS_WINDOW: '这个窗口不办这个号，请另选一个窗口。',
  SLOT_FULL: ({ slot }) => `${slot} 已经约满了，请另选一个时间。`,
  SLOT_INVALID: '预约的时间不对，请另选一个。',
  NOTHING_TO_RATE: '这个窗口现在没有可以评价的号。',
  RECTIFICATION_NOT_FOUND: '没有找到这件整改。',
  RECTIFICATION_CLOSED: '这件整改已经办结了，请刷新再看。',
  RECTIFICATION_UNFINISHED: ({ step }) => unfinished[String(step)] ?? '还有一步没做，先不能办结。',
  OWNER_UNFIT: '负责人要看得到评价，请选一个管理账号。',
  CONTACT_GONE: '电话已经销毁，或者没有留电话。',

  // Printing and help
  JOB_NOT_FOUND: '没有找到这张小票。',
  JOB_STATE_WRONG: '这张小票正在打，或者已经处理过了，请看最新的结果。',

  // 创富工坊
  PRODUCT_STATE_WRONG: '商品现在的状态不能这样改，请看最新的状态。',
  PRODUCT_CHANGED: ({ name }) =>
    `${name ? `“${name}”` : '这件商品'}刚刚被别人改过，没有盖掉它。请看一看，再改一次。`,
  PRODUCT_NAMELESS: '名称和单位都要写上。',
  SHARES_NOT_WHOLE: '分成加起来要正好是 100%，请改一改。',
  COOP_MISSING: '给合作社分成，要先写上是哪个合作社。',
  VARIANTS_WRONG: '规格有重复的，或者还有库存的规格删掉了、改了散称。有库存的请先盘点成 0，再改。',
  ORIGIN_UNKNOWN: '没有找到这个村，请重新选产地。',
  PHOTO_UNKNOWN: '有一张照片没有找到，请重新上传。',
  PHOTO_NOT_FOUND: '没有找到这张照片。',
  PHOTO_UNREADABLE: '这个文件不是能用的照片，也可能没有传完整。请换一张，或者在手机上截屏再传。',
  PHOTO_TOO_LARGE: '这张照片太大了，请在手机里把它改小，截屏一张再传也行。',
  PHOTOS_BUSY: '正在处理别的照片，请过几秒再传。',
  PHOTOS_FULL: '照片的地方满了，请先去掉不用的照片，或者请技术人员加大。',
  PUBLISHING_RESERVED: '第一次上架要负责人或者管理员来点，请他们看一看再上架。',
  GOODS_EXIST: '这里已经有商品了，没有换成设置文件里的。',
  GOODS_FULL: '商品太多了，最多 500 件。',
  STOCK_CHANGED: ({ onHand }) =>
    onHand === undefined
      ? '库存刚刚变了，没有记上。请看一看现在的数，再来一次。'
      : `库存刚刚变了，现在是 ${onHand}，没有记上。请看一看，再来一次。`,
  STOCK_TOO_MUCH: '数目太大了，请看一看有没有多写几个零。',
  SESSION_NOT_FOUND: '没有找到这场直播。',
  SESSION_STATE_WRONG: '这场直播现在的状态不能这样做，请看最新的状态。',
  SESSION_CHANGED: '这场直播刚刚被别人改过，没有盖掉它。请看一看，再改一次。',
  SESSION_RUNNING: ({ title }) =>
    title ? `“${title}”还在播，请先结束那一场。` : '另一场直播还在播，请先结束那一场。',
  NOT_ON_SHELF: '这件商品不在货架上，已经隐藏、售罄，或者现在不卖。',
  SHELF_WRONG: '货架上有重复或不存在的商品，或者秒杀时间不对，没有保存。',
  STREAM_ORIGIN_UNKNOWN:
    '这个直播服务器还没有写进设置，请管理员把它的地址加到设置文件的 workshop.streamOrigins。',
  LIVE_ADDRESS_WRONG: ({ why, hosts }) =>
    why === 'https'
      ? '直播链接要以 https:// 开头，不能带空格、端口和用户名。请从平台的“分享”里复制。'
      : why === 'host'
        ? `这个链接不是所选平台的。这个平台的链接以这些网址开头：${hosts}。`
        : '直播地址不对：本地直播填 .m3u8 结尾的地址，别的平台填它自己的 https 链接。',
  UNDO_OVERTAKEN: '这一项刚刚又被别人改过，没有撤回，留着别人改的。',
  NOT_PAID: '还没有付款，请先收款再取货。',
  METHOD_WRONG: '平台上卖的由平台退，柜台收的在柜台退，请另选退款方式。',
  SALE_UNDO_TOO_LATE: '已经过了 10 秒，不能撤回了。要退，请在订单里退款。',
  BUYER_GONE: '这个订单没有留个人信息，或者已经销毁了。',
  TAKINGS_NOT_FOUND: '没有这一天的账，可能还没到，或者太久了。',
  TAKINGS_CLOSED: '这一天刚刚有人结过账，请先看一看。',
  ALREADY_PICKED_UP: '这个订单的货已经取走了，不能再取一次。',
  SETTLEMENT_NOT_FOUND: '没有找到这期结算。',
  SETTLEMENT_STATE_WRONG: '这期结算已经处理过了，请看最新的状态。',
  PERIOD_SETTLED: ({ from, to }) =>
    from && to
      ? `${from} 至 ${to} 已经结算过了，同一天不能结算两次，请改一改日期。`
      : '这段日子里有几天已经结算过了，请改一改日期。',
  PERIOD_INVALID: '日期不对：结束不能早于开始，今天还没有结束，不能算进去，一次最多一年。',
  NOTHING_TO_SETTLE: '这段日子没有要分的钱，不用结算。',
  PERIOD_TOO_LARGE: ({ most }) =>
    most
      ? `这段日子要分给的人超过 ${most} 个，请分成短一点的几段来结算。`
      : '这段日子要分给的人太多，请分成短一点的几段来结算。',
  SHARE_ACCOUNT_UNKNOWN: '这段日子这里没有账，没有可以打印的。',

  // Boards and announcements
  QUIET_HOURS_EMPTY: '静音的开始和结束是同一个时间，请改一个。',
  ANNOUNCEMENT_EMPTY: '广播里还没有写字。',
  ANNOUNCEMENT_NOT_FOUND: '没有找到这条广播，可能不是今天的。',
  CLIP_NOT_FOUND: '这个字现在没有声音。',
  SPEECH_UNAVAILABLE: '现在念不出来，大屏上的字照常显示。',

  // The installer
  NO_SETTINGS_FILE: '现在是演示，没有自己的设置文件，改动存不下来。',
  SETTINGS_CHANGED: '设置文件刚刚被别人改过，没有盖掉它。请看一看现在的设置，再保存一次。',
  SETTINGS_WRONG: ({ detail }) =>
    detail ? `设置文件里有不对的地方，没有保存。${detail}。` : '设置文件里有不对的地方，没有保存。',
  SETTINGS_FIXED: ({ detail }) =>
    detail ? `这一项由环境变量 ${detail} 设定，这里改不了。` : '这一项由环境变量设定，这里改不了。',
  SETTINGS_UNREADABLE: '读不到设置文件，或者它的格式坏了，没有保存。',
  SETTINGS_UNWRITABLE: '设置文件写不进去，没有保存，原来的还在。请看看文件夹的权限和磁盘空间。',
  ADDRESS_WRONG: '这种设备不能接在这里，请另选一个。',
  ADDRESS_NOT_LOCAL: '请填打印机在局域网里的数字地址，比如 192.168.1.50。',
  ADDRESS_IN_USE: '这个口已经给另一种设备用了，请另选一个。',
  TRIAL_RUNNING: '正在试另一个设备，请先结束那一个。',
  TRIAL_OVER: '已经不在试了，请重新开始。',
  TRIAL_NOT_PASSED: '还没有试成，没有保存。请先试好再存。',
} satisfies Partial<Record<RefusalCode, Sentence>>;
export type StaffOnlyCode = keyof typeof staffRefusal;

/** Of any refusal that the staff page may meet. */
export function staffRefusalText(code: string, params: Params = {}): string {
  return sentenceOf(staffRefusal, code, params) ?? refusalText(code, params);
}
