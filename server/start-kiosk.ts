// The kiosk as a process: settings, log, signals, and what the operator reads in the terminal.
import pino from 'pino';
import { type Loaded, loadSettings, loadSupervision } from '../config/load.ts';
import { createSettingsFile } from '../config/save.ts';
import { type Addresses, createKiosk } from './kiosk.ts';
import { sentenceOf } from './start-failure.ts';
import { createWatchdog } from './watchdog.ts';

/** A second Ctrl-C within this time is the same one: npm and the terminal both pass it on. */
const SAME_SIGNAL_MS = 500;

// Standard output is for people and for whoever waits for the addresses; the log goes to standard error, as JSON.
// Synchronous: the last lines before an exit are the ones that matter.
const logger = pino({ base: null }, pino.destination({ dest: 2, sync: true }));

const loaded = await loadSettings().catch(giveUp);
for (const note of loaded.notes) console.error(note);
const kiosk = createKiosk(loaded.settings, {
  logger,
  settingsFile: createSettingsFile(loaded),
});
const supervision = loadSupervision();
const watchdog = createWatchdog({ supervision, probe: () => kiosk.settled(), logger });
let stopping: number | null = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopping !== null && performance.now() - stopping > SAME_SIGNAL_MS) process.exit(1);
    if (stopping !== null) return;
    stopping = performance.now();
    console.log('正在停止 …');
    void watchdog.stopping();
    void kiosk.stop().then(() => process.exit(0));
  });
}
process.on('unhandledRejection', (error) => {
  logger.error({ err: error }, 'unhandled rejection');
});
process.on('uncaughtException', (error) => {
  // Nobody knows what state is left: records are safe in the journal, so a new process is the better one.
  logger.fatal({ err: error }, 'uncaught exception');
  process.exit(70);
});

const addresses = await kiosk.start().catch(giveUp);
announce(loaded, addresses);
if (stopping === null) await watchdog.ready();

function announce({ settings }: Loaded, { touchUrl, staffUrls, hallUrls }: Addresses): void {
  const { centre, demo } = settings;
  const lines = [
    '',
    `${centre.name}${demo ? '（演示）' : ''}`,
    `  触摸屏    ${touchUrl}/`,
    `  叫号屏    ${touchUrl}/board`,
    ...staffUrls.map((url) => `  工作人员  ${url}/`),
    ...(hallUrls ?? []).map((url) => `  大厅屏幕  ${url}/`),
  ];
  if (demo) {
    lines.push('', '演示账号（姓名  PIN）：');
    for (const { name, pin, roles } of demo.accounts) {
      lines.push(`  ${name}  ${pin}  ${roles.join(' ')}`);
    }
    lines.push('这是演示：居民都是编的，设备是模拟的。按 Ctrl+C 停止。');
  }
  console.log(`${lines.join('\n')}\n`);
}

/** One sentence for what an operator can mend; everything else with its stack, for whoever can. */
function giveUp(error: unknown): never {
  const sentence = sentenceOf(error);
  console.error(sentence ?? '没能启动 (could not start):');
  if (sentence === null) console.error(error);
  process.exit(1);
}
