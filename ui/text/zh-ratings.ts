// Visible strings of 好差评: the touchscreen, and the window's page turned to the visitor.
import type { Grade, Reason } from '../../server/modules/ratings/schema.ts';

export const grades: Readonly<Record<Grade, string>> = {
  5: '非常满意',
  4: '满意',
  3: '基本满意',
  2: '不满意',
  1: '非常不满意',
};
export const reasons: Readonly<Record<Reason, string>> = {
  waited: '等得太久',
  attitude: '态度不好',
  notDone: '事没办成',
  unclear: '话没说清楚',
  other: '别的原因',
};
/** What the visitor reads, at the touchscreen and at the window alike. */
export const rating = {
  title: '服务怎么样？',
  hint: '不记名，窗口看不到是谁评的。',
  badTitle: '哪里没做好？',
  badHint: '可以选几样，也可以不选。',
  submit: '提交评价',
  leavePhone: '留个电话，请给我回话',
  thanks: '谢谢您的评价',
  thanksText: '您的话我们记下了。',
  thanksBad: '我们会查清楚、改过来。',
  thanksCall: '查清楚以后，我们给您打电话。',
};

/** Only at the touchscreen. */
export const touchRating = {
  failedTitle: '没有评价上',
  phoneTitle: '请输您的手机号',
  phoneLabel: '手机号',
  phoneWrong: '手机号是 1 开头的 11 位数字，请看一看。',
  privacy: (controller: string, days: number, contact: string) =>
    `${controller}只用它给您回话，最多存 ${days} 天就删。要提前删，请找${contact}。`,
};

/** The window's page, turned to the visitor. */
export const windowRating = {
  noWindow: '先选好窗口、叫到号，再请对方评价。',
  toTickets: '去选窗口',
  none: '不评价',
  close: '关上',
  closing: (seconds: number) => `${seconds} 秒后自己关上`,
  failed: '没有评价上，请再点一次，或者请工作人员看看。',
};
