// One sentence for every way a visitor's command can be refused; those that only staff meet stand in refusal-staff.ts, so that the
// touchscreen does not carry them. A code without a sentence does not compile.
import type { Params, RefusalCode, Sentence } from './refusal-code.ts';
import type { StaffOnlyCode } from './refusal-staff.ts';

export const refusal: Readonly<Record<Exclude<RefusalCode, StaffOnlyCode>, Sentence>> = {
  // Any request
  BODY_INVALID: '填写的内容不对，请改一改再试。',
  IDEMPOTENCY_KEY_INVALID: '这一步没有记上，请刷新页面再试。',
  BODY_TOO_LARGE: '内容太多了，请少写一些。',
  BODY_TOO_DEEP: '内容的格式不对，请刷新页面再试。',
  CONTENT_TYPE_WRONG: '内容的格式不对，请刷新页面再试。',
  HOST_UNKNOWN: '这个网址不对，请用一体机上显示的网址。',
  ORIGIN_FOREIGN: '请从本系统的页面操作。',
  NOT_FOUND: '没有找到，可能已经过期了。',
  METHOD_NOT_ALLOWED: '现在不能这样操作，请刷新页面再试。',
  TOO_MANY_REQUESTS: '点得太快了，请等一会儿再试。',
  REQUEST_TIMEOUT: '等得太久了，请再试一次。',
  TOO_MANY_STREAMS: '打开的页面太多了，请关掉几个再试。',
  INTERNAL: '机器出了点问题，请再试一次；还不行，请找工作人员。',

  // The store
  STORE_READ_ONLY: '机器暂时不能登记，请找工作人员。',
  IDEMPOTENCY_MISMATCH: '这一步和刚才的不一样，请重新开始。',
  KEYS_EXHAUSTED: '暂时不能登记个人信息，请先不留姓名登记。',

  // Signing in
  SIGN_IN_LOCKED: ({ minutes }) =>
    minutes ? `错的次数太多了，请 ${minutes} 分钟后再试。` : '错的次数太多了，请过一会儿再试。',

  // Screens of the hall
  PAIRING_CODE_WRONG: '配对码不对，也可能用过了、过期了。请看工作人员页面上的数字，或者再要一个。',
  SCREEN_NOT_PAIRED: '这块屏还没有配对，请找工作人员。',
  SCREEN_KIND_WRONG: '这块屏只显示叫号，请到触摸屏上办。',

  // Attendance
  PURPOSE_NOT_OFFERED: '这里不登记这一项，请另选一项。',
  NOTICE_NOT_AGREED: '您没有同意留个人信息，可以不留姓名登记。',
  NOTICE_OUTDATED: '隐私说明刚刚更新了，请再看一遍。',
  CODE_NOT_OURS: '这个二维码不是本中心的，请换一个办法登记。',
  CARD_READ_EXPIRED: '放得太久了，请再刷一次身份证。',
  GUARDIAN_NEEDED: '不满 14 岁，要家长同意才能留姓名；可以不留姓名登记。',
  RESIDENT_NOT_FOUND: '名单里没有找到，请换一个办法登记。',
  VISIT_NOT_FOUND: '没有找到这次登记。',

  // The centre and its day
  DAY_NOT_OPEN: '今天还没有开始，请找工作人员。',

  // People
  PERSON_NOT_FOUND: '没有找到这个人。',
  UNIT_NOT_FOUND: '没有找到这个村或单位，请另选一个。',

  // The catalogue
  CATALOGUE_ENTRY_UNKNOWN: '没有找到，可能已经停办了。',

  // Queue numbers
  ITEM_NOT_FOUND: '没有这项业务，请另选一项。',
  ITEM_NOT_SERVED: '这项业务现在没有窗口办理。',
  PACKAGE_NOT_FOUND: '没有这个“一件事”，请另选一项。',
  ITEMS_WRONG: ({ most }) => `请选 1 到 ${most ?? 8} 项要办的事。`,
  HALL_CLOSED: ({ opensAt, reason }) =>
    `${reason ? `${reason}，` : ''}${opensAt ? `现在还不能取号，${opensAt} 开始。` : '今天不再取号了，请改天再来。'}`,
  TICKET_NOT_FOUND: '没有找到这个号，可能不是今天的。',
  TICKET_STATE_WRONG: '这个号已经处理过了。',
  APPOINTMENT_NOT_FOUND: '没有找到这个预约，请看一看预约码。',
  APPOINTMENT_WRONG_DAY: ({ day }) =>
    day ? `这个预约是 ${day} 的，今天不能用。` : '这个预约不是今天的，今天不能用。',
  NOT_SERVED: '这个号还没有办完，办完以后再评价。',
  ALREADY_RATED: '这个号已经评价过了。',
  RATING_TOO_LATE: ({ days }) => `评价要在办完后 ${days ?? 7} 天内，这个号已经过期了。`,
  RATING_DETAILS_WRONG: '选了不满意，才需要说原因、留电话。',

  // 创富工坊
  PRODUCT_NOT_FOUND: '没有找到这件商品，可能已经下架了。',
  VARIANT_NOT_FOUND: '没有找到这种规格，可能已经不卖了。',
  STOCK_SHORT: ({ left }) =>
    Number(left) > 0 ? `只剩 ${left} 份了，请少买一点。` : '刚刚卖完了，请看看别的。',
  ORDER_NOT_FOUND: '没有找到这个订单，请看一看取货码。',
  ORDER_FORGOTTEN: '这张取货单是很久以前的，机器里不再留着它了。',
  ORDER_STATE_WRONG: '这个订单已经处理过了。',
  NOT_FOR_SALE: '这件商品现在不卖，请看看别的。',
  PRICE_CHANGED: '价格刚刚变了，请看一看新的价格。',
  LIMIT_REACHED: ({ most }) => `这件商品每人最多买 ${most ?? 1} 份。`,
  BUYER_NEEDED: '这件商品每人限量，请先说您是谁：留手机号、刷身份证或者扫码都行。',
  PICK_UP_DAY_INVALID: '取货日子不对，请另选一天。',
  LINES_WRONG: '商品没有选对，请重新选。',

  // Printing and help
  PRINTER_MISSING: '没有接打印机。',
  HELP_CALL_NOT_FOUND: '这次呼叫已经结束了。',
  HELP_CALL_TAKEN: '已经有工作人员过去了。',
};

/** What to tell a person about a refusal; an unknown code (a newer server) gets the general sentence. */
export function refusalText(code: string, params: Params = {}): string {
  return sentenceOf(refusal, code, params) ?? (refusal.INTERNAL as string);
}

export function sentenceOf(
  table: Readonly<Record<string, Sentence>>,
  code: string,
  params: Params,
): string | null {
  const sentence = Object.hasOwn(table, code) ? table[code] : undefined;
  if (sentence === undefined) return null;
  return typeof sentence === 'string' ? sentence : sentence(params);
}
