// What the browsers' policy forbids, asked of Chromium itself. Its developer tools, which the policy forbids too, are allowed here:
// the test speaks through them.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POLICY_FILE, policyFolder, UNDER_POLICY } from './policy-folder.ts';

let folder: string;
let origin: string;
let other: string;
const asked: string[] = [];
const kiosk = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  // Without a touch, a page may make sound only where a policy says so.
  response.end('<script>document.title = new AudioContext().state</script>');
});
const elsewhere = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end('elsewhere');
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
  for (const server of [kiosk, elsewhere]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  origin = `http://127.0.0.1:${(kiosk.address() as AddressInfo).port}`;
  other = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
afterAll(async () => {
  kiosk.close();
  elsewhere.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** A Chromium under the policy. */
async function withBrowser(
  use: (context: BrowserContext) => Promise<void>,
  change: (policy: string) => string = (policy) => policy,
): Promise<void> {
  const own = await mkdtemp(join(folder, 'browser-'));
  const policy = await policyFolder(own, (text) =>
    change(
      text
        .replace('http://127.0.0.1:8080', origin)
        .replace(/("DeveloperToolsAvailability"): 2/, '$1: 1'),
    ),
  );
  const launcher = join(own, 'chromium.sh');
  const launch = `exec unshare --mount sh -c '${UNDER_POLICY} && exec chromium "$@"' sh ${policy} "$@"`;
  await writeFile(launcher, `#!/bin/sh\n${launch}\n`, { mode: 0o755 });
  const context = await chromium.launchPersistentContext(join(own, 'profile'), {
    executablePath: launcher,
    args: ['--no-sandbox', '--headless', '--disable-gpu'],
  });
  try {
    await use(context);
  } finally {
    await context.close();
  }
}

async function goTo(context: BrowserContext, url: string): Promise<string> {
  const page = await context.newPage();
  const outcome = await page.goto(url).then(
    () => 'opened',
    (error: Error) => /net::\w+/.exec(error.message)?.[0] ?? error.message,
  );
  await page.close();
  return outcome;
}

/** Runs in chrome://policy, whose rows lie in shadow trees: the text of each policy that is set. */
const SET_POLICIES = `(() => {
  const rows = (node) => [...node.children].flatMap((child) =>
    child.localName === 'policy-row' ? [child] : [...rows(child), ...rows(child.shadowRoot ?? document.createElement('p'))]);
  const texts = rows(document.body).map((row) => row.shadowRoot.textContent.replace(/\\s+/g, ' '));
  return texts.filter((text) => text.includes('Machine Mandatory'));
})()`;
/** A machine that is busy with other tests still gets there. */
const PATIENT = { timeout: 50_000 };
const BLOCKED = 'net::ERR_BLOCKED_BY_ADMINISTRATOR';

test('the kiosk opens; nothing else does', async () => {
  await withBrowser(async (context) => {
    expect(await goTo(context, `${origin}/board`)).toBe('opened');
    const elsewheres = [
      other,
      origin.replace('127.0.0.1', 'localhost'),
      'https://example.com/',
      'file:///etc/passwd',
      'data:text/html,hello',
      `view-source:${origin}/`,
    ];
    for (const url of elsewheres) expect(await goTo(context, url), url).toBe(BLOCKED);
    expect(asked).toEqual([]);
  });
});

test.each(['chrome://settings/', 'chrome://version/'])(
  'nor do the pages of the browser: %s',
  async (url) => {
    await withBrowser(async (context) => expect(await goTo(context, url)).toBe(BLOCKED));
  },
);

test('no camera, no microphone, no place; sound without a touch', async () => {
  await withBrowser(async (context) => {
    const page = await context.newPage();
    await page.goto(origin);
    const states = await page.evaluate(`Promise.all(
      ['camera', 'microphone', 'geolocation', 'notifications'].map(async (name) => {
        const { state } = await navigator.permissions.query({ name });
        return state;
      }),
    )`);
    expect(states).toEqual(Array<string>(4).fill('denied'));
    await expect.poll(() => page.title(), PATIENT).toBe('running');
  });
});

test('Chromium knows every policy that is set', async () => {
  await withBrowser(
    async (context) => {
      const page = await context.newPage();
      await page.goto('chrome://policy/');
      const names = Object.keys(JSON.parse(await readFile(POLICY_FILE, 'utf8')));
      const set = () => page.evaluate<string[]>(SET_POLICIES);
      const shown = async () => (await set()).map((text) => text.trim().split(' ')[0]);
      await expect.poll(shown, PATIENT).toEqual(expect.arrayContaining(names));
      // Deprecated is not unknown: it works until its successor does.
      expect((await set()).filter((text) => !/Status (OK|Deprecated) /.test(text))).toEqual([]);
    },
    (policy) => policy.replace(`"${origin}"`, `"${origin}", "chrome://policy"`),
  );
});

test('the developer tools are off, downloads and passwords too', async () => {
  const policy = JSON.parse(await readFile(POLICY_FILE, 'utf8')) as Record<string, unknown>;
  expect(policy).toMatchObject({
    DeveloperToolsAvailability: 2,
    DownloadRestrictions: 3,
    PasswordManagerEnabled: false,
    URLAllowlist: ['http://127.0.0.1:8080'],
  });
});
