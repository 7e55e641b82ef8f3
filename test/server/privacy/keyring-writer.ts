// A process that takes keys as fast as it can and says which, until it is killed. Started by keyring.test.ts.
import { createPrivacy } from '../../../server/privacy/keyring.ts';

const [dataDir = '', keyFile = ''] = process.argv.slice(2);
const logger = { warn() {}, error() {} };
const privacy = createPrivacy({ dataDir, keyFile, kiosk: 'V01', poolSize: 16, logger });
await privacy.start();
for (;;) {
  const key = privacy.newKey();
  if (key === null) await privacy.ready();
  else process.stdout.write(`${key}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
