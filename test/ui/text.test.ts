// The words: a sentence for every refusal, whole sentences, and none of the words the product avoids.
import { expect, test } from 'vitest';
import { authRefusals } from '../../server/auth/schema.ts';
import { httpRefusals, storeRefusals } from '../../server/http/schema.ts';
import { installerRefusals } from '../../server/installer/schema.ts';
import { accountsRefusals } from '../../server/modules/accounts/schema.ts';
import { attendanceRefusals } from '../../server/modules/attendance/schema.ts';
import { catalogueRefusals } from '../../server/modules/catalogue/schema.ts';
import { centreRefusals } from '../../server/modules/centre/schema.ts';
import { directoryRefusals } from '../../server/modules/directory/schema.ts';
import { helpRefusals } from '../../server/modules/help/schema.ts';
import { livestreamRefusals } from '../../server/modules/livestream/schema.ts';
import { pairingRefusals } from '../../server/modules/pairing/schema.ts';
import { printingRefusals } from '../../server/modules/printing/schema.ts';
import { ratingsRefusals } from '../../server/modules/ratings/schema.ts';
import { servicesRefusals } from '../../server/modules/services/schema.ts';
import { voiceRefusals } from '../../server/modules/voice/schema.ts';
import { staffRefusal, staffRefusalText } from '../../ui/text/refusal-staff.ts';
import * as texts from '../../ui/text/zh.ts';
import * as hallTexts from '../../ui/text/zh-services.ts';

const codes = Object.keys({
  ...httpRefusals,
  ...storeRefusals,
  ...authRefusals,
  ...installerRefusals,
  ...accountsRefusals,
  ...attendanceRefusals,
  ...catalogueRefusals,
  ...centreRefusals,
  ...directoryRefusals,
  ...helpRefusals,
  ...livestreamRefusals,
  ...pairingRefusals,
  ...printingRefusals,
  ...ratingsRefusals,
  ...servicesRefusals,
  ...voiceRefusals,
});

/** What refusals name in their sentences. */
const blanks = {
  minutes: 5,
  window: 3,
  calls: 1,
  needed: 3,
  most: 8,
  day: '2026-11-24',
  days: 7,
  slot: '10:00',
  opensAt: '13:30',
  reason: '午休',
};

test.each(codes)('%s has a whole sentence', (code) => {
  const sentence = staffRefusalText(code, blanks);
  expect(sentence).toMatch(/\p{Script=Han}.*。$/su);
  expect(sentence).not.toMatch(/undefined|[A-Z]{3}/);
});

test('there is no sentence for a refusal that nobody makes', () => {
  const said = [...Object.keys(texts.refusal), ...Object.keys(staffRefusal)];
  expect(said.sort()).toEqual([...codes].sort());
});

test('an unknown code gets the general sentence', () => {
  expect(texts.refusalText('SOMETHING_NEW')).toBe(texts.refusal.INTERNAL);
  expect(texts.refusalText('toString')).toBe(texts.refusal.INTERNAL);
});

/** Every string, functions called with plausible blanks. */
function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'function') yield* strings(value(3, 8));
  else if (value && typeof value === 'object')
    for (const part of Object.values(value)) yield* strings(part);
}

test('the words the product avoids are nowhere', () => {
  // These take more than two numbers.
  const { about: _range, hall, ...hallWords } = hallTexts;
  const { refusalText: _function, refusal, checkIn, home, ...rest } = texts;
  const all = [
    ...strings(rest),
    ...strings(hallWords),
    ...strings({ ...checkIn, doneText: '' }),
    ...strings({ ...home, checkInHint: '' }),
  ];
  const avoided = /前面 \d+ 人|窗口暂未开放|暂停登记|重打|×|签到|还有空位|￥|undefined|办事指南/;
  expect(all.filter((text) => avoided.test(text) && !/前面还有/.test(text))).toEqual([]);
  expect(all.length).toBeGreaterThan(150);
  expect(Object.keys(refusal)).not.toHaveLength(0);
});
