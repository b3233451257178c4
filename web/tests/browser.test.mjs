// Opens a built brief in Chromium and checks what a reader relies on. BRIEF_HTML names the brief, CHROMIUM the browser.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { brief, briefWith, fixture, open, start } from './page.mjs';

let browser;
let stop;

before(async () => ({ browser, stop } = await start()));
after(() => stop());

const dataOf = (page) => page.evaluate(() => JSON.parse(document.getElementById('brief-data').textContent));

/** How far anything sticks out of the page on the right, and what; boxes that scroll by themselves may hold wide things. */
const sticking = (page) =>
  page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const inside = (node) => node.closest('.scroll, .chart, .unseen, .skip, dialog') !== null;
    const wide = [...document.body.querySelectorAll('*')].filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 0 && box.right > edge + 1 && !inside(node);
    });
    return {
      scroll: document.documentElement.scrollWidth - edge,
      wide: wide.map((node) => `${node.tagName} ${node.className} ${node.textContent?.slice(0, 40)}`),
    };
  });

/** Lays the page out for print and waits until the charts have been redrawn for the sheet. */
async function toPaper(page) {
  await page.emulateMedia({ media: 'print' });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.chart svg')].every((svg) => svg.getAttribute('width') === '800'),
  );
}

/** RFC 4180, as small as it goes. */
function parseCsv(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
}

test('renders without an error, a warning or a request', async () => {
  const { page, troubles, requests, close } = await open(browser, brief());
  const data = await dataOf(page);
  assert.equal((await page.textContent('h1')).replaceAll('\u202f', ' '), data.headline.title);
  assert.equal(await page.locator('main section').count(), data.sections.length + (data.claims.length ? 3 : 2));
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(300);
  assert.deepEqual(troubles, []);
  assert.deepEqual(requests, []);
  await close();
});

test('the file has no outside reference and one title', async () => {
  const html = await readFile(brief(), 'utf8');
  const before = html.slice(0, html.indexOf('id="brief-data"'));
  assert.doesNotMatch(
    before,
    /<(?:script|img|iframe)[^>]+src=|<link[^>]+href="(?!data:)|@import|url\((?!["']?(?:data:|#))/,
  );
  assert.equal(html.match(/<title>/g).length, 1);
  assert.equal(html.match(/id="brief-data"/g).length, 1);
});

// 640 is what 1280 pixels leave at a zoom of 200 %, 320 at 400 %.
for (const width of [320, 390, 640, 1280]) {
  test(`nothing sticks out at ${width} pixels`, async () => {
    const { page, close } = await open(browser, brief(), { viewport: { width, height: 844 } });
    await page.waitForTimeout(200);
    assert.deepEqual(await sticking(page), { scroll: 0, wide: [] });
    // With every table open as well.
    for (const toggle of await page.locator('button.toggle').all()) await toggle.click();
    assert.deepEqual(await sticking(page), { scroll: 0, wide: [] });
    await close();
  });
}

test('a heading keeps a number and its per cent sign on one line', async () => {
  const data = fixture();
  data.sections[0].title = 'Within 95 % of the null';
  data.sections[0].exhibits[0].title = 'The same 95 % once more';
  const { page, close } = await open(browser, briefWith(data));
  const headings = await page.locator('main h3, main h4').allTextContents();
  assert.ok(headings.includes('Within 95\u202f% of the null'));
  assert.ok(headings.includes('The same 95\u202f% once more'));
  await close();
});

test('every exhibit has a chart or says why not, a table, a rule and a source', async () => {
  const { page, close } = await open(browser, brief());
  const data = await dataOf(page);
  for (const section of data.sections) {
    const box = page.locator(`section:has(> h3:text-is(${JSON.stringify(section.title)}))`);
    if (!section.observed) {
      assert.match(await box.innerText(), /not observed/i);
      assert.equal(await box.locator('svg').count(), 0, `${section.id} is not observed: no chart`);
      continue;
    }
    for (const exhibit of section.exhibits) {
      const figure = page.locator(`[data-exhibit=${JSON.stringify(exhibit.id)}]`);
      if (exhibit.chart.type !== 'none') {
        const charts = await figure.locator('.chart svg[role=img]').count();
        const words = await figure.locator('.no-chart').count();
        assert.equal(charts + words, 1, `${exhibit.id}: a chart, or words`);
        if (charts) {
          const label = await figure.locator('.chart svg').getAttribute('aria-label');
          assert.ok(label.length > exhibit.title.length + 20, `${exhibit.id}: the label sums the chart up`);
        }
        await figure.locator('button.toggle').click();
      }
      const more = figure.locator('button.rows');
      if (await more.count()) {
        assert.ok((await figure.locator('table tbody tr').count()) < exhibit.table.rows.length, 'a long table is cut');
        await more.click();
      }
      const rows = await figure.locator('table tbody tr').count();
      assert.equal(rows, Math.max(1, exhibit.table.rows.length), `${exhibit.id}: rows of the table`);
      assert.ok(await figure.locator('table').isVisible());
      assert.equal(await figure.locator('.rule').count(), 1, `${exhibit.id}: rule`);
      assert.equal(await figure.locator('.sources').count(), 1, `${exhibit.id}: source`);
    }
  }
  await close();
});

test('text in charts stays inside them', async () => {
  for (const width of [390, 1280]) {
    const { page, close } = await open(browser, brief(), { viewport: { width, height: 844 } });
    await page.waitForTimeout(200);
    const out = await page.evaluate(() =>
      [...document.querySelectorAll('.chart svg')].flatMap((svg) => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')]
          .filter((text) => {
            const box = text.getBoundingClientRect();
            return (
              box.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2)
            );
          })
          .map((text) => `${svg.closest('figure').dataset.exhibit}: ${text.textContent}`);
      }),
    );
    assert.deepEqual(out, [], `at ${width}`);
    await close();
  }
});

test('the CSV holds what the table holds', async () => {
  const { page, close } = await open(browser, brief());
  const data = await dataOf(page);
  for (const exhibit of data.sections.filter((s) => s.observed).flatMap((s) => s.exhibits)) {
    const waiting = page.waitForEvent('download');
    await page.locator(`[data-exhibit=${JSON.stringify(exhibit.id)}] button.csv`).click();
    const file = await waiting;
    assert.ok(file.suggestedFilename().startsWith(data.group.name.replace(/[^A-Za-z0-9_.-]+/g, '-')));
    assert.ok(file.suggestedFilename().endsWith('.csv'));
    const rows = parseCsv(await readFile(await file.path(), 'utf8'));
    const keys = exhibit.table.columns.map((column) => column.key);
    const { x, y, series, context } = exhibit.chart;
    const behind = Object.entries(context?.lines ?? {}).flatMap(([name, heights]) =>
      heights.flatMap((height, i) => (height === null ? [] : [{ [x]: context.x[i], [series]: name, [y]: height }])),
    );
    const expected = [...exhibit.table.rows, ...behind].map((row) => keys.map((key) => String(row[key] ?? '')));
    assert.deepEqual(rows[0], keys);
    assert.deepEqual(rows.slice(1), expected, exhibit.id);
    // Chromium drops downloads that follow each other faster than a hand could ask.
    await page.waitForTimeout(120);
  }
  await close();
});

test('evidence opens by keyboard, Escape closes it, focus returns', async () => {
  const { page, close } = await open(browser, brief());
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip', 'the skip link comes first');
  const isEvidence = () => page.evaluate(() => document.activeElement.matches('button.evidence'));
  for (let i = 0; i < 200 && !(await isEvidence()); i++) await page.keyboard.press('Tab');
  assert.ok(await isEvidence(), 'Tab reaches an evidence button');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, 'none', 'focus can be seen');
  const opener = await page.evaluateHandle(() => document.activeElement);

  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  for (let i = 0; i < 12; i++) {
    const held = await page.evaluate(() => {
      const at = document.activeElement;
      // Between the last and the first stop the browser itself may hold focus, never the page behind.
      return at === document.body || at.closest('dialog') !== null;
    });
    assert.ok(held, 'focus stays in the dialog');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  assert.ok(await opener.evaluate((node) => node === document.activeElement), 'focus is back');
  await close();
});

test('two clicks lead from a key figure to its rows and their sources', async () => {
  const { page, close } = await open(browser, brief());
  const data = await dataOf(page);
  const findings = new Map(data.findings.map((finding) => [finding.id, finding]));
  for (const [i, figure] of data.key_figures.entries()) {
    await page.locator('.figures li').nth(i).locator('button').click();
    const finding = findings.get(figure.finding);
    assert.ok(finding, `key figure ${i} names a finding`);
    assert.equal(await page.locator('dialog table.evidence tbody tr').count(), finding.evidence.length);
    assert.ok((await page.locator('dialog').innerText()).includes(finding.rule.words));
    await page.keyboard.press('Escape');
  }
  await close();
});

test('claims: what differs first, the rest folded; a filter unfolds its own; verdicts are words and icons', async () => {
  const { page, close } = await open(browser, brief());
  const { claims } = await dataOf(page);
  const verdicts = [...new Set(claims.map((claim) => claim.verdict))];
  const many = (verdict) => claims.filter((claim) => claim.verdict === verdict).length;
  const listed = (verdict) => page.locator(`li[data-verdict=${verdict}]`).count();
  if (verdicts.includes('differs')) {
    assert.equal(await page.locator('[data-group]').first().getAttribute('data-group'), 'differs');
    assert.equal(await listed('differs'), many('differs'));
  }
  assert.equal(await listed('reproduced'), 0, 'folded at first');
  for (const verdict of verdicts) {
    const badge = page.locator(`[data-group=${verdict}] h4 .badge`);
    assert.equal(await badge.locator('svg').count(), 1);
    await page.locator('.filter button', { hasText: (await badge.innerText()).trim() }).click();
    assert.equal(await listed(verdict), many(verdict));
    assert.equal(await page.locator('li[data-verdict]').count(), many(verdict));
    await page.locator('.filter button').first().click();
  }
  // A claim unfolds to each of its figures, with rule and verdict.
  const claim = claims.find((one) => one.verdict === 'differs' && one.figures.length);
  if (claim) {
    const row = page.locator(`li[data-claim=${JSON.stringify(claim.id)}]`);
    await row.locator('summary').focus();
    await page.keyboard.press('Enter');
    // What is folded is drawn after the browser's toggle event, so later than the key.
    await row.locator('tbody tr').first().waitFor();
    assert.equal(await row.locator('tbody tr').count(), claim.figures.length);
    assert.equal(await row.locator('tbody .badge svg').count(), claim.figures.length);
    assert.ok((await row.innerText()).includes(claim.figures[0].rule));
    assert.ok((await row.innerText()).includes(claim.where));
  }
  await close();
});

test('contents on a phone: one bar stays, its list closes on a choice and on Escape', async () => {
  const { page, close } = await open(browser, brief(), {
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
  });
  const data = await dataOf(page);
  const list = page.locator('nav .list');
  assert.equal(await list.isVisible(), false);
  await page.locator('nav summary').focus();
  await page.keyboard.press('Enter');
  await list.waitFor();
  const last = data.sections.at(-1);
  assert.equal(await list.locator('a').count(), data.sections.length + (data.claims.length ? 3 : 2));
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  assert.ok(await page.evaluate(() => document.activeElement.matches('nav summary')), 'focus is back on the bar');
  await page.keyboard.press('Enter');
  await list.locator('a', { hasText: last.layer }).last().click();
  await list.waitFor({ state: 'hidden' });
  await page.waitForFunction(() => window.scrollY > 1000);
  await page.waitForTimeout(200);
  const [bar, title] = await Promise.all([
    page.locator('nav').boundingBox(),
    page.locator(`section:has(> h3:text-is(${JSON.stringify(last.title)}))`).boundingBox(),
  ]);
  assert.ok(Math.abs(bar.y) < 1, 'the bar stays at the top');
  assert.ok(title.y >= bar.y + bar.height - 1 && title.y < 300, 'the section begins under the bar');
  await close();
});

test('headings go down one level at a time', async () => {
  const { page, close } = await open(browser, brief());
  const levels = await page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
      .filter((node) => !node.closest('dialog'))
      .map((node) => Number(node.tagName[1])),
  );
  assert.equal(levels.filter((level) => level === 1).length, 1);
  levels.forEach((level, i) => assert.ok(i === 0 || level <= levels[i - 1] + 1, `heading ${i}`));
  await close();
});

test('every source is in the list once it is unfolded, those that exhibits name at once', async () => {
  const { page, close } = await open(browser, brief());
  const data = await dataOf(page);
  const cited = new Set(data.sections.flatMap((s) => s.exhibits).flatMap((exhibit) => exhibit.sources));
  const all = data.sources.filter((source) => cited.has(source.id)).length;
  assert.equal(await page.locator('#sources li').count(), all);
  // Each link under an exhibit leads to its entry.
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll('.sources a[href^="#"]')]
      .map((link) => link.getAttribute('href').slice(1))
      .filter((id) => !document.getElementById(id)),
  );
  assert.deepEqual(lost, []);
  const more = page.locator('#sources button.toggle');
  if (await more.count()) await more.click();
  assert.equal(await page.locator('#sources li').count(), data.sources.length);
  await close();
});

test('nothing moves for readers who ask for less motion', async () => {
  const { page, close } = await open(browser, brief(), { reducedMotion: 'reduce' });
  const moving = await page.evaluate(
    () =>
      [document.documentElement, ...document.body.querySelectorAll('*')].filter((node) => {
        const style = getComputedStyle(node);
        return style.scrollBehavior === 'smooth' || style.transitionDuration !== '0s' || style.animationName !== 'none';
      }).length,
  );
  assert.equal(moving, 0);
  await close();
});

test('hostile text stays text', async () => {
  const data = fixture();
  const bad = '</script><img src=x onerror="alert(1)"><script>alert(2)</script>';
  const script = 'javascript:alert(3)';
  const poison = (value) => {
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.map(poison);
    if (value && typeof value === 'object')
      for (const key of Object.keys(value)) {
        if (
          ['title', 'subtitle', 'words', 'why', 'what', 'label', 'note', 'publisher', 'name', 'text'].includes(key) &&
          typeof value[key] === 'string'
        )
          value[key] += bad;
        else if (['url', 'source', 'link'].includes(key) && typeof value[key] === 'string') value[key] = script;
        else value[key] = poison(value[key]);
      }
    return value;
  };
  poison(data);
  data.sources.push({
    id: '"><b>',
    title: bad,
    publisher: '',
    url: 'data:text/html,<script>alert(4)</script>',
    published: '',
    accessed: '',
  });
  data.evidence['__proto__x'] = { what: bad, date: bad, source: script, url: script };

  const { page, troubles, requests, close } = await open(browser, briefWith(data));
  for (const toggle of await page.locator('button.toggle').all()) await toggle.click();
  await page.locator('.figures button').first().click();
  await page.waitForTimeout(300);
  assert.deepEqual(troubles, []);
  assert.deepEqual(requests, []);
  assert.equal(await page.locator('img').count(), 0);
  const schemes = await page.evaluate(() =>
    [...document.querySelectorAll('a[href]')]
      .map((a) => a.getAttribute('href'))
      .filter((href) => !/^(https?:|#)/.test(href)),
  );
  assert.deepEqual(schemes, []);
  assert.ok((await page.textContent('h1')).includes('<img src=x'));
  await page.keyboard.press('Escape');
  await close();
});

test('on paper nothing is wider than the page, and what cannot be used is gone', async () => {
  const { page, close } = await open(browser, brief(), { viewport: { width: 658, height: 1000 } });
  await toPaper(page);
  assert.deepEqual(await sticking(page), { scroll: 0, wide: [] });
  const charts = await page.evaluate(
    () =>
      [...document.querySelectorAll('.chart svg')]
        .map((svg) => svg.getBoundingClientRect())
        .filter((b) => b.right > 659 || b.height > 960).length,
  );
  assert.equal(charts, 0, 'charts fit the sheet');
  for (const gone of ['nav', '.act', '.skip', '.ways', '.filter']) {
    for (const node of await page.locator(gone).all())
      assert.equal(await node.isVisible(), false, `${gone} is not printed`);
  }
  // What is folded on the screen is unfolded on paper: every claim, every source, no long table in full.
  const data = await dataOf(page);
  assert.equal(await page.locator('li[data-verdict]').count(), data.claims.length);
  assert.equal(await page.locator('#sources li').count(), data.sources.length);
  for (const exhibit of data.sections.flatMap((s) => s.exhibits).filter((e) => e.chart.type === 'none')) {
    const rows = await page.locator(`[data-exhibit=${JSON.stringify(exhibit.id)}] tbody tr`).count();
    assert.ok(rows === Math.max(1, exhibit.table.rows.length) || rows === 24, `${exhibit.id}: ${rows} rows`);
  }
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.subarray(0, 4).toString(), '%PDF');
  await close();
});

test('charts come back to the window’s width after printing', async () => {
  const { page, close } = await open(browser, brief(), { viewport: { width: 390, height: 844 } });
  const widths = () =>
    page.evaluate(() => [...document.querySelectorAll('.chart svg')].map((svg) => svg.getAttribute('width')));
  await page.waitForTimeout(200);
  const first = await widths();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.notDeepEqual(await widths(), first, 'redrawn before the handler returns');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.deepEqual(await widths(), first);
  await close();
});

test('the page stays light for readers who prefer dark', async () => {
  const { page, close } = await open(browser, brief(), { colorScheme: 'dark' });
  const grounds = await page.evaluate(() => [
    ...new Set(
      [
        document.documentElement,
        document.body,
        ...document.querySelectorAll('main, section, figure, table, header, nav, .scroll'),
      ].map((node) => getComputedStyle(node).backgroundColor),
    ),
  ]);
  for (const ground of grounds) {
    const [r, g, b, a = 1] = ground.match(/[\d.]+/g).map(Number);
    assert.ok(a === 0 || Math.min(r, g, b) > 230, ground);
  }
  await close();
});

test('text has a contrast of at least 4.5', async () => {
  const { page, close } = await open(browser, brief());
  const poor = await page.evaluate(() => {
    const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = ([r, g, b]) => {
      const [x, y, z] = [r, g, b].map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (node) => {
      for (let at = node; at; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor);
        if (colour[3] !== 0) return colour;
      }
      return [255, 255, 255];
    };
    const texts = [...document.querySelectorAll('body *')].filter(
      (node) =>
        !node.closest('svg, .unseen, dialog, script, style') &&
        [...node.childNodes].some((c) => c.nodeType === 3 && c.data.trim()),
    );
    return texts
      .map((node) => {
        const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
        return { ratio: (a + 0.05) / (b + 0.05), text: node.textContent.slice(0, 40) };
      })
      .filter(({ ratio }) => ratio < 4.5);
  });
  assert.deepEqual(poor, []);
  await close();
});

test('190 lines in the background are one path, and the page is still drawn at once', async () => {
  const data = fixture();
  const exhibit = data.sections.flatMap((s) => s.exhibits).find((e) => e.id === 'shape-paths');
  for (let i = 0; i < 190; i++)
    for (let year = 1946; year < 2024; year++)
      exhibit.table.rows.push({ year, state: `further ${i}`, point: Math.sin(i + year / 9), main: 0 });
  const { page, troubles, close } = await open(browser, briefWith(data));
  const figure = page.locator('[data-exhibit=shape-paths]');
  const svg = figure.locator('.chart svg');
  await svg.waitFor();
  assert.deepEqual(troubles, []);
  // 190 paths more would be 230; the symbols on the four lines are some forty.
  assert.ok((await svg.locator('path').count()) < 100);
  assert.match(await svg.getAttribute('aria-label'), /202 other series/);
  for (const name of ['China', 'Russia', 'Iran', 'North Korea'])
    assert.equal(await svg.locator('text', { hasText: new RegExp(`^${name}`) }).count(), 1, name);
  await close();
});

test('lines of a context need no rows, and a line is interrupted where its break changes', async () => {
  const data = fixture();
  for (const width of [390, 1280]) {
    const { page, troubles, close } = await open(browser, briefWith(data), { viewport: { width, height: 844 } });
    const figure = page.locator('[data-exhibit=shape-context]');
    const svg = figure.locator('.chart svg');
    await svg.waitFor();
    assert.deepEqual(troubles, []);
    assert.match(await svg.getAttribute('aria-label'), /30 other series/);
    const shown = await figure.evaluate((node) => ({
      key: node.querySelector('.key')?.textContent ?? '',
      texts: [...node.querySelectorAll('svg text')].map((text) => text.textContent),
      // One band for each piece of a line: two members, two pieces each.
      bands: [...node.querySelectorAll('svg g[aria-label=area] path')].length,
      faint: [...node.querySelectorAll('svg g[stroke-width="0.6"] path')].map((path) => path.getAttribute('d')),
    }));
    assert.equal(shown.bands, 4);
    assert.match(shown.key, /band: 95 % interval/);
    assert.match(shown.key, /along the foot: members counted/);
    for (const count of ['2', '3']) assert.ok(shown.texts.includes(count), `${count} along the foot`);
    // All faint lines are one path that starts anew for each, and after each gap.
    assert.equal(shown.faint.length, 1);
    assert.equal(shown.faint[0].match(/M/g).length, 31);
    await figure.locator('button.toggle').click();
    assert.equal(await figure.locator('tbody tr').count(), 40);
    await close();
  }
});

test('a page without data says so kindly', async () => {
  for (const [data, words] of [
    [null, /holds no findings/],
    [{ format: 'blocs-brief/9' }, /cannot read/],
    [{ format: 'blocs-brief/1' }, /cannot be shown/],
  ]) {
    const { page, requests, close } = await open(browser, briefWith(data));
    assert.match(await page.textContent('main'), words);
    assert.deepEqual(requests, []);
    await close();
  }
});

test('a group of many states, empty tables and gaps still fit', async () => {
  const data = fixture();
  const states = Array.from(
    { length: 32 },
    (_, i) => `X${String.fromCharCode(65 + (i % 26))}${String.fromCharCode(65 + Math.floor(i / 26))}`,
  );
  states.forEach(
    (state, i) => (data.states[state] = i % 5 ? `State ${i}` : `The United Federation of State Number ${i}`),
  );
  data.group.members = states.map((state) => ({ state, name: data.states[state] }));
  const by = (type) => data.sections.flatMap((s) => s.exhibits).filter((e) => e.chart.type === type);
  for (const exhibit of by('pair-matrix')) {
    exhibit.table.rows = states.flatMap((a, i) =>
      states.slice(0, i).map((b, j) => ({
        a: b,
        b: a,
        alike: j ? j : null,
        n: j % 7 ? 40 : j ? 0 : null,
        share: j % 7 ? j / 40 : null,
      })),
    );
  }
  for (const exhibit of by('ballot-grid')) {
    exhibit.chart.states = states;
    exhibit.table.rows = Array.from({ length: 40 }, (_, r) => ({
      symbol: `A/RES/80/${r}`,
      date: '2025-12-01',
      title:
        'A resolution with a long title '.repeat(1 + (r % 4)) +
        'Donaudampfschifffahrtsgesellschaft'.repeat(r === 3 ? 4 : 1),
      ...Object.fromEntries(states.map((s, i) => [s, ['yes', 'no', 'abstain', 'absent', null][(i + r) % 5]])),
    }));
  }
  for (const exhibit of by('lines')) exhibit.table.rows.forEach((row, i) => (row.usd = i % 3 ? row.usd : null));
  for (const exhibit of by('stacked-time'))
    exhibit.table.rows = Array.from({ length: 40 }, (_, i) => ({
      period: `${1986 + i}`,
      alike: i,
      apart: 40 - i,
      share: i / 40,
      n: 40,
    }));
  for (const exhibit of by('spans'))
    exhibit.table.rows = states.flatMap((state) => [
      { ...exhibit.table.rows[0], state, pair: state },
      { ...exhibit.table.rows[0], state, pair: state, from: '2024-02-30', to: null },
    ]);
  for (const exhibit of by('share-bars')) exhibit.table.rows = [];
  data.sections[0].exhibits[2].title = 'W'.repeat(200);

  for (const width of [390, 1280]) {
    const { page, troubles, close } = await open(browser, briefWith(data), { viewport: { width, height: 844 } });
    await page.waitForTimeout(300);
    assert.deepEqual(troubles, []);
    assert.deepEqual(await sticking(page), { scroll: 0, wide: [] });
    assert.ok((await page.locator('.no-chart').count()) >= 1, 'an empty table says that nothing can be drawn');
    await close();
  }
  const { page, close } = await open(browser, briefWith(data), { viewport: { width: 658, height: 1000 } });
  await toPaper(page);
  const big = await page.evaluate(() =>
    [...document.querySelectorAll('.chart svg')]
      .map((svg) => svg.getBoundingClientRect())
      .filter((box) => box.right > 660 || box.height > 960)
      .map((box) => `${box.right} ${box.height}`),
  );
  assert.deepEqual(big, []);
  await close();
});
