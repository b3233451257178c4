// What the browser tests share: a built brief, a browser, and a watch on everything that goes wrong in a page.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const slot = /(<script type="application\/json" id="brief-data">)([\s\S]*?)(<\/script>)/;

export const fixture = () => JSON.parse(readFileSync(here('fixture.json'), 'utf8'));

const folder = mkdtempSync(join(tmpdir(), 'blocs-web-'));
let made = 0;

/** The page that holds no data: the built one, or the brief under test with its data taken out. */
function template() {
  const given = process.env.BRIEF_HTML;
  const built = given ?? here('../dist/brief.html');
  if (!existsSync(built)) throw new Error(`${built} is missing: run "npm run build" first, or set BRIEF_HTML`);
  return readFileSync(built, 'utf8').replace(slot, '$1null$3');
}

/** Puts data into the page as the engine does, with `<` escaped, and gives the file. */
export function briefWith(data) {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const file = join(folder, `brief-${made++}.html`);
  writeFileSync(
    file,
    template().replace(slot, (_, open, __, close) => open + json + close),
  );
  return file;
}

/** The brief under test: the one that BRIEF_HTML names, else the fixture's. */
export function brief() {
  return process.env.BRIEF_HTML ?? briefWith(fixture());
}

export async function start() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Chromium refuses its sandbox to root, as which containers run.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return {
    browser,
    stop: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a file and records each error, console complaint and request beyond the file itself. */
export async function open(browser, file, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
    ...options,
  });
  context.setDefaultTimeout(120_000); // a busy machine is slow, not wrong
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const troubles = [];
  const requests = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== address && !url.startsWith('data:') && !url.startsWith('blob:')) requests.push(url);
  });
  await page.goto(address);
  await page.waitForSelector('h1');
  return { page, troubles, requests, close: () => context.close() };
}
