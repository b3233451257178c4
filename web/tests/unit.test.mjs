// The parts that turn values into text, without a browser.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { transformWithEsbuild } from 'vite';

/** Loads one TypeScript file that imports nothing at run time. */
async function load(path) {
  const source = await readFile(new URL(path, import.meta.url), 'utf8');
  const { code } = await transformWithEsbuild(source, 'module.ts', { loader: 'ts', sourcemap: false });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

const csv = await load('../src/lib/csv.ts');
const format = await load('../src/lib/format.ts');
const links = await load('../src/lib/links.ts');
const axis = await load('../src/charts/axis.ts');
const colours = await load('../src/lib/colours.ts');
const looks = await load('../src/lib/verdicts.ts');
const plain = (text) => text.replace(/[\u202f\u00a0]/g, ' ');

test('CSV quotes by RFC 4180 and disarms formulas', () => {
  const column = (key) => ({ key, label: key, type: 'text' });
  const table = {
    columns: ['a', 'b'].map(column),
    rows: [
      { a: 'plain', b: null },
      { a: 'a "quote", a comma', b: 'two\nlines' },
      { a: '=1+1', b: -3.5 },
      { a: '-2.5', b: '+cmd' },
      { a: 0, b: '@x' },
    ],
  };
  assert.equal(
    csv.toCsv(table),
    'a,b\r\nplain,\r\n"a ""quote"", a comma","two\nlines"\r\n\'=1+1,-3.5\r\n-2.5,\'+cmd\r\n0,\'@x\r\n',
  );
});

test('CSV holds the faint lines of a chart below the rows of its table', () => {
  const table = {
    columns: ['who', 'when', 'height', 'n'].map((key) => ({ key, label: key, type: 'text' })),
    rows: [{ who: 'CHN', when: '1946', height: -0.5, n: 3 }],
  };
  const context = { x: ['1946', '1947'], lines: { AFG: [null, 0.25], USA: [2] } };
  const chart = { type: 'paths', x: 'when', y: 'height', series: 'who', unit: 'place', context };
  assert.equal(csv.toCsv(table, chart), 'who,when,height,n\r\nCHN,1946,-0.5,3\r\nAFG,1947,0.25,\r\nUSA,1946,2,\r\n');
});

test('a share carries its denominator; nothing to count is undefined, a gap is not recorded', () => {
  assert.equal(plain(format.share(44 / 75, 44, 75)), '44 of 75 (58.7 %)');
  assert.equal(format.share(null, 0, 0), 'undefined (0 of 0)');
  assert.equal(format.share(null, null, null), 'not recorded');
});

test('a finding without a value says whether it is undefined or not observed', () => {
  const finding = { value: null, numerator: null, n: null, unit: 'states bound', caveats: [] };
  assert.equal(format.findingValue(finding), 'undefined');
  const caveats = ['not observed: no treaty on record names Ireland'];
  assert.equal(format.findingValue({ ...finding, caveats }), 'not observed');
  assert.equal(format.findingValue({ ...finding, unit: 'share', n: 0, caveats }), 'not observed');
});

test('dates, numbers, pairs', () => {
  const names = { CHN: 'China', RUS: 'Russia', PRK: 'North Korea' };
  assert.equal(plain(format.date('2025-09-18')), '18 Sep 2025');
  assert.equal(plain(format.date('2025-09')), 'Sep 2025');
  assert.equal(format.date('soon'), 'soon');
  assert.equal(format.date('2025-13-01'), '2025-13-01');
  assert.equal(format.number(244820), '244,820');
  assert.equal(format.cell(2024, { key: 'y', label: 'Year', type: 'number' }, names), '2024');
  assert.equal(format.pair(names, 'CHN-RUS'), 'China–Russia');
  assert.equal(format.pair(names, 'CHN;RUS;PRK'), 'China–Russia–North Korea');
  assert.equal(format.pair(names, 'no-limits statement'), 'no-limits statement');
  assert.equal(format.nameOf(names, 'constructor'), 'constructor');
});

test('stated values keep their unit', () => {
  assert.equal(plain(format.stated(0.587, 'share')), '58.7 %');
  assert.equal(plain(format.stated('58.7', '%')), '58.7 %');
  assert.equal(format.stated(17, 'count'), '17');
  assert.equal(format.stated(13, 'years'), '13 years');
  assert.equal(format.stated(1, 'meetings'), '1 meeting');
  assert.equal(format.stated(1, 'vetoes'), '1 veto');
  assert.equal(format.stated(1, 'states bound'), '1 state bound');
  assert.equal(format.stated(1, 'billion US dollars'), '1 billion US dollars');
  assert.equal(format.stated(0, 'meetings'), '0 meetings');
  assert.equal(format.stated(null, 'count'), 'not recorded');
  const names = { CHN: 'China', RUS: 'Russia' };
  assert.equal(format.nameList(names, 'CHN, RUS'), 'China, Russia');
  assert.equal(format.nameList(names, 'CHN, DZA'), 'CHN, DZA');
  assert.equal(format.nameList(names, 'vetoed'), 'vetoed');
  assert.equal(plain(format.stated('2006-12-23', 'date')), '23 Dec 2006');
});

test('only http and https become links', () => {
  assert.equal(links.safeUrl('https://example.org/a'), 'https://example.org/a');
  for (const bad of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'x',
    '',
    null,
    3,
  ])
    assert.equal(links.safeUrl(bad), null);
});

test('every colour of a state can carry text, members keep theirs apart', () => {
  const light = (hex) => {
    const [r, g, b] = [1, 3, 5].map((i) => {
      const v = parseInt(hex.slice(i, i + 2), 16) / 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const members = ['CHN', 'RUS', 'IRN', 'PRK', 'BLR', ...Array.from({ length: 12 }, (_, i) => `S${i}`)];
  const palette = colours.paletteFor(members);
  const list = members.map(palette);
  for (const colour of list) assert.ok(1.05 / (light(colour) + 0.05) >= 4.5, colour);
  assert.equal(new Set(list).size, members.length);
});

test('text on a shade of a share can be read', () => {
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (let i = 0; i <= 100; i++) {
    const ground = light(
      colours
        .shadeOf(i / 100)
        .match(/\d+/g)
        .map(Number),
    );
    const ink = colours.inkOn(i / 100) === '#ffffff' ? 1 : 0;
    const [a, b] = [ground, ink].sort((x, y) => y - x);
    assert.ok((a + 0.05) / (b + 0.05) >= 4.5, `${i} %`);
  }
});

test('ticks are round, lie in the range and bear no dust of binary fractions', () => {
  assert.deepEqual(axis.niceTicks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(axis.niceTicks(-2.3, 2.4, 5), [-2, -1, 0, 1, 2]);
  assert.deepEqual(axis.niceTicks(3, 3), [3]);
  assert.deepEqual(axis.niceRange(0.13, 1.83), [0, 2]);
  const years = axis.yearTicks(Date.UTC(1946, 9), Date.UTC(2024, 0), 400).map((at) => new Date(at).getUTCFullYear());
  assert.deepEqual(years, [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]);
});

test('labels pushed apart keep their order, do not overlap and stay inside', () => {
  const labels = [100, 101, 99, 196, 5].map((at, i) => ({ at, tall: 20, i }));
  axis.pushApart(labels, 200);
  assert.deepEqual(
    labels.map((label) => label.i),
    [4, 2, 0, 1, 3],
  );
  labels.forEach((label, i) => {
    assert.ok(label.at - 10 >= 0 && label.at + 10 <= 200);
    if (i) assert.ok(label.at - labels[i - 1].at >= 20);
  });
});

test('every verdict of a brief has a word, an icon, colours that can be read and its place in the order', async () => {
  const schema = JSON.parse(await readFile(new URL('../../docs/brief.schema.json', import.meta.url), 'utf8'));
  const all = schema.definitions.verdict.enum;
  assert.ok(all.includes('overtaken'));
  assert.deepEqual([...looks.order].sort(), [...all].sort());
  const light = (hex) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const verdict of all) {
    const { word, icon, fill, ink } = looks.verdicts[verdict];
    assert.ok(word && icon, verdict);
    assert.ok((light(fill) + 0.05) / (light(ink) + 0.05) > 4.5, `${verdict}: contrast`);
  }
  assert.equal(new Set(all.map((verdict) => looks.verdicts[verdict].icon)).size, all.length);
});
