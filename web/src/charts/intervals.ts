import * as Plot from '@observablehq/plot';
import { ink, neutral, paper, quiet, rule } from '../lib/colours';
import { brief, pair, percent, statesIn } from '../lib/format';
import { measure, wrap } from '../lib/text';
import { niceRange, niceTicks } from './axis';
import { empty, marked, narrow, num, plotStyle, size, str, summarise, type Draw, type KeyEntry } from './frame';

/** A dot with its interval a row, the figures beside it; an upright line where there is no difference. */
export const draw: Draw<'intervals'> = (chart, table, frame) => {
  const isShare = /^(share|proportion)$/i.test(chart.unit);
  const show = isShare ? percent : brief;
  const all = table.rows.map((row) => {
    const text = str(row, chart.label);
    const states = statesIn(text).filter((state) => Object.hasOwn(frame.names, state));
    const [value, low, high] = [num(row, chart.value), num(row, chart.low), num(row, chart.high)];
    const strong = chart.emphasis !== undefined && marked(row, chart.emphasis);
    const figure = value === null ? 'undefined' : show(value);
    const range = low !== null && high !== null ? `${show(low)} to ${show(high)}` : '';
    return {
      drawn: frame.only?.has(row) ?? true,
      label: pair(frame.names, text),
      value,
      low,
      high,
      strong,
      figure,
      range,
      fill: states.length === 1 ? frame.palette(states[0] ?? '') : strong ? ink : neutral,
    };
  });
  const bare = all.filter((row) => row.drawn);
  const seen = all.flatMap((row) => [row.value, row.low, row.high]).filter((value) => value !== null);
  if (!seen.length) return empty;

  const above = frame.width < narrow;
  const widest = Math.max(...bare.map((row) => measure(row.label, size, 700)));
  const labelWide = above ? frame.width : Math.min(frame.width * 0.36, 270, widest + 14);
  const figureWide = Math.max(...bare.map((row) => measure(row.figure, size, 600)));
  const rangeWide = Math.max(...bare.map((row) => measure(row.range, 11)));
  const beside = Math.max(figureWide, rangeWide) + 10;
  const from = above ? 6 : labelWide + 6;
  const to = frame.width - beside - 10;

  const line = chart.reference ?? null;
  const least = Math.min(...seen, line ?? Infinity);
  const most = Math.max(...seen, line ?? -Infinity);
  const log = chart.scale !== 'linear' && least > 0 && most / least > 40;
  const [low, high] = log
    ? [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most))]
    : niceRange(least >= 0 && least < most * 0.5 ? 0 : least, Math.max(most, least + 1e-9));
  const part = (value: number) =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / Math.max(1e-9, high - low);
  const x = (value: number) => from + part(value) * (to - from);
  const ticks: number[] = [];
  if (log) for (let value = low; value <= high * 1.0001; value *= 10) ticks.push(value);
  else ticks.push(...niceTicks(low, high, Math.max(2, Math.min(5, Math.floor((to - from) / 60)))));

  const head = line === null ? 2 : 18;
  let top = head;
  const rows = bare.map((row) => {
    const lines = wrap(row.label, labelWide - 8, size, row.strong ? 700 : 400);
    const text = lines.length * 15;
    const tall = above ? text + 34 : Math.max(32, text + 12);
    const placed = { ...row, lines, top, middle: above ? top + text + 15 : top + tall / 2 };
    top += tall;
    return placed;
  });
  type Placed = (typeof rows)[number];
  const drawn = rows.filter((row) => row.value !== null);
  const barred = rows.filter((row) => row.low !== null && row.high !== null);
  const words = (row: Placed) => `${row.label}: ${row.figure}${row.range ? ` (${row.range})` : ''}`;
  const whisker = { stroke: 'fill', strokeWidth: 1.6, title: words };

  const node = Plot.plot({
    width: frame.width,
    height: top + 24,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.ruleX(ticks, { x, y1: head, y2: top, stroke: rule }),
      Plot.text(ticks, {
        x: (value: number) => Math.max(x(value), measure(show(value), 11) / 2 + 1),
        y: top + 12,
        text: show,
        fill: quiet,
        fontSize: 11,
      }),
      Plot.ruleX(line === null ? [] : [line], { x, y1: head - 4, y2: top, stroke: ink, strokeDasharray: '4,3' }),
      Plot.text(line === null ? [] : [line], { x, y: 7, text: show, fontWeight: 600, fill: ink, fontSize: 11 }),
      Plot.link(barred, {
        x1: (row: Placed) => x(row.low ?? 0),
        x2: (row: Placed) => x(row.high ?? 0),
        y1: 'middle',
        y2: 'middle',
        ...whisker,
      }),
      ...(['low', 'high'] as const).map((end) =>
        Plot.link(barred, {
          x1: (row: Placed) => x(row[end] ?? 0),
          x2: (row: Placed) => x(row[end] ?? 0),
          y1: (row: Placed) => row.middle - 4,
          y2: (row: Placed) => row.middle + 4,
          ...whisker,
        }),
      ),
      Plot.dot(drawn, {
        x: (row: Placed) => x(row.value ?? 0),
        y: 'middle',
        r: 4.6,
        fill: 'fill',
        stroke: paper,
        strokeWidth: 1,
        title: words,
      }),
      ...[false, true].map((strong) =>
        Plot.text(
          rows.filter((row) => row.strong === strong),
          {
            x: above ? 0 : labelWide - 6,
            y: (row: Placed) => (above ? row.top + 3 : row.middle),
            text: (row: Placed) => row.lines.join('\n'),
            textAnchor: above ? 'start' : 'end',
            lineAnchor: above ? 'top' : 'middle',
            lineHeight: 1.25,
            fontWeight: strong ? 700 : 400,
            stroke: paper,
            strokeWidth: 3,
            fill: ink,
          },
        ),
      ),
      Plot.text(rows, {
        x: frame.width,
        y: (row: Placed) => row.middle - (row.range ? 7 : 0),
        text: 'figure',
        textAnchor: 'end',
        fontWeight: 600,
      }),
      Plot.text(rows, {
        x: frame.width,
        y: (row: Placed) => row.middle + 7,
        text: 'range',
        textAnchor: 'end',
        fill: quiet,
        fontSize: 11,
      }),
    ],
  });

  const key: KeyEntry[] = [{ label: isShare ? 'share' : chart.unit }, { label: 'whisker: interval', glyph: '├┤' }];
  if (log) key.push({ label: 'logarithmic scale: each line is ten times the one before' });
  return { node, key, summary: `In ${chart.unit}. ${summarise(rows.map(words))}` };
};
