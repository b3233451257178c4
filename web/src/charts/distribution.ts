import * as Plot from '@observablehq/plot';
import { ink, paper, quiet } from '../lib/colours';
import { number, percent } from '../lib/format';
import { measure } from '../lib/text';
import { niceTicks } from './axis';
import { empty, num, plotStyle, type Draw } from './frame';

/** Bars of what chance would give, and the observed value as a line through them. */
export const draw: Draw<'distribution'> = (chart, table, frame) => {
  const bars = table.rows
    .flatMap((row) => {
      const [at, value] = [num(row, chart.x), num(row, chart.y)];
      return at === null || value === null ? [] : { at, value };
    })
    .sort((a, b) => a.at - b.at);
  const most = Math.max(0, ...bars.map((bar) => bar.value));
  if (!bars.length || most <= 0) return empty;
  type Bar = (typeof bars)[number];

  const column = (key: string) => table.columns.find((one) => one.key === key);
  const show = (key: string) => (column(key)?.type === 'share' ? percent : number);
  const [showX, showY] = [show(chart.x), show(chart.y)];
  const gaps = bars.slice(1).map((bar, i) => bar.at - (bars[i]?.at ?? 0));
  const gap = gaps.length ? Math.min(...gaps.filter((one) => one > 0), Infinity) : 1;
  const wide = Number.isFinite(gap) ? gap : 1;
  const mark = chart.mark ?? null;
  const first = Math.min((bars[0]?.at ?? 0) - wide / 2, mark ?? Infinity);
  const final = Math.max((bars.at(-1)?.at ?? 0) + wide / 2, mark ?? -Infinity);

  const top = mark === null ? 18 : 36;
  const tall = 190;
  const left = 4;
  const right = frame.width - 6;
  const x = (value: number) => left + ((value - first) / Math.max(1e-9, final - first)) * (right - left);
  const y = (value: number) => top + (1 - value / most) * tall;
  const pixels = x(first + wide) - x(first);
  const inset = pixels > 5 ? 0.8 : 0;
  const few = pixels >= Math.max(...bars.map((bar) => measure(showY(bar.value), 11))) + 2;
  const ticks = niceTicks(first, final, Math.max(2, Math.floor(frame.width / 90)));
  const peak = bars.reduce((best, bar) => (bar.value > best.value ? bar : best));
  const markWords = mark === null ? '' : `observed: ${showX(mark)}`;
  const half = measure(markWords, 12, 700) / 2;

  // A figure that the mark would run through stands to its left.
  const beside = (bar: Bar) => {
    const room = measure(showY(bar.value), 11) / 2 + 5;
    return mark !== null && Math.abs(x(bar.at) - x(mark)) < room ? x(mark) - room : x(bar.at);
  };

  const node = Plot.plot({
    width: frame.width,
    height: top + tall + 42,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(bars, {
        x1: (bar: Bar) => x(bar.at - wide / 2) + inset,
        x2: (bar: Bar) => x(bar.at + wide / 2) - inset,
        y1: (bar: Bar) => y(bar.value),
        y2: y(0),
        fill: '#a9b3ba',
        title: (bar: Bar) => `${showX(bar.at)}: ${showY(bar.value)}`,
      }),
      Plot.ruleY([y(0)], { x1: left, x2: right, stroke: ink }),
      // Each bar says its height where there is room; else the highest gives the scale.
      Plot.text(few ? bars.filter((bar) => bar.value > 0) : [peak], {
        x: (bar: Bar) => Math.min(Math.max(beside(bar), 24), frame.width - 24),
        y: (bar: Bar) => y(bar.value) - 7,
        text: (bar: Bar) => showY(bar.value),
        fontSize: 11,
        fill: quiet,
      }),
      Plot.text(ticks, {
        x: (value: number) => Math.min(Math.max(x(value), 18), frame.width - 18),
        y: top + tall + 12,
        text: showX,
        fill: quiet,
      }),
      Plot.text([column(chart.x)?.label ?? ''], {
        x: right,
        y: top + tall + 32,
        text: (text: string) => text,
        textAnchor: 'end',
        fontWeight: 600,
      }),
      Plot.link(mark === null ? [] : [mark], { x1: x, x2: x, y1: 16, y2: y(0), stroke: paper, strokeWidth: 5 }),
      Plot.link(mark === null ? [] : [mark], { x1: x, x2: x, y1: 16, y2: y(0), stroke: ink, strokeWidth: 2.2 }),
      Plot.text(mark === null ? [] : [mark], {
        x: (value: number) => Math.min(Math.max(x(value), half + 2), frame.width - half - 2),
        y: 7,
        text: () => markWords,
        fontWeight: 700,
      }),
    ],
  });
  return {
    node,
    key: [{ label: `height: ${column(chart.y)?.label ?? chart.y}`, fill: '#a9b3ba' }],
    summary:
      `${bars.length} bars from ${showX(bars[0]?.at ?? 0)} to ${showX(bars.at(-1)?.at ?? 0)}, the highest ` +
      `${showY(peak.value)} at ${showX(peak.at)}.${mark === null ? '' : ` ${markWords}.`}`,
  };
};
