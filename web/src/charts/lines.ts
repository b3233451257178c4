import * as Plot from '@observablehq/plot';
import { ink, neutral, quiet, rule } from '../lib/colours';
import { number, pair, percent, statesIn } from '../lib/format';
import { measure, wrap } from '../lib/text';
import { niceStep, pushApart } from './axis';
import {
  empty,
  narrow,
  num,
  plotStyle,
  size,
  str,
  summarise,
  symbols,
  time,
  unique,
  type Draw,
  type KeyEntry,
} from './frame';

/**
 * Lines over time, each named at its end. The line of one state has its colour; that of a pair is dashed in the colours
 * of both. Where one series dwarfs another the scale is logarithmic, and says so.
 */
export const draw: Draw<'lines'> = (chart, table, frame) => {
  const points = table.rows.flatMap((row) => {
    const text = str(row, chart.x);
    const at = time(text) ?? num(row, chart.x);
    return at === null ? [] : { at, text, value: num(row, chart.y), series: str(row, chart.series) };
  });
  const known = points.filter((point) => point.value !== null);
  if (!known.length) return empty;

  const isShare = /^(share|proportion)$/i.test(chart.unit);
  const show = isShare ? percent : number;
  const names = unique(points.map((point) => point.series));
  const largest = names.map((name) => Math.max(0, ...known.filter((p) => p.series === name).map((p) => p.value ?? 0)));
  const smallest = Math.min(...known.map((point) => point.value ?? 0));
  const log = smallest > 0 && Math.max(...largest) / Math.min(...largest.filter((value) => value > 0)) > 40;

  const endWide = frame.width < narrow ? 92 : 150;
  const high = Math.max(log ? 310 : 230, names.length * 34);
  const top = 14;
  const foot = 26;

  const series = names.map((name, i) => {
    const states = statesIn(name).filter((state) => Object.hasOwn(frame.names, state));
    const mine = points.filter((point) => point.series === name).sort((a, b) => a.at - b.at);
    return {
      name,
      label: pair(frame.names, name),
      colours: states.length ? states.slice(0, 2).map(frame.palette) : [neutral],
      symbol: symbols[i % symbols.length] ?? 'circle',
      mine,
      last: mine.filter((point) => point.value !== null).at(-1),
    };
  });

  // Where the ends fall, so that their labels can be pushed apart before they are drawn.
  const max = Math.max(...largest);
  const scaleLow = log ? 10 ** Math.floor(Math.log10(smallest)) : Math.min(0, smallest);
  const scaleHigh = log ? 10 ** Math.ceil(Math.log10(max)) : isShare ? 1 : max * 1.06;
  const part = (value: number) =>
    log
      ? Math.log(value / scaleLow) / Math.log(scaleHigh / scaleLow)
      : (value - scaleLow) / Math.max(1e-9, scaleHigh - scaleLow);
  const ticks: number[] = [];
  if (log) for (let value = scaleLow; value <= scaleHigh; value *= 10) ticks.push(value);
  else for (let i = 0; i <= 4; i++) ticks.push(scaleLow + niceStep(scaleHigh - scaleLow) * i);
  const shown = ticks.filter((tick) => tick <= scaleHigh * 1.0001);
  const left = Math.max(...shown.map((value) => measure(show(value)))) + 14;
  const pixel = (value: number) => top + (1 - part(value)) * (high - top - foot);
  const labels = series
    .filter((s) => s.last)
    .map((s) => {
      const lines = [...wrap(s.label, endWide - 14, size, 600), show(s.last?.value ?? 0)];
      return { series: s, lines, tall: lines.length * 14, at: pixel(s.last?.value ?? 0) };
    });
  pushApart(labels, high);

  const ats = unique(points.map((point) => point.at)).sort((a, b) => a - b);
  const textAt = new Map(points.map((point) => [point.at, point.text]));
  const right = frame.width - endWide;
  const first = ats[0] ?? 0;
  const final = ats.at(-1) ?? 1;
  const x = (at: number) => left + ((at - first) / Math.max(1, final - first)) * (right - left);
  const every = Math.ceil(ats.length / Math.max(1, Math.floor((right - left) / 40)));

  type Point = (typeof points)[number];
  const place = { x: (p: Point) => x(p.at), y: (p: Point) => (p.value === null ? NaN : pixel(p.value)) };
  const node = Plot.plot({
    width: frame.width,
    height: high,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    symbol: { type: 'identity' },
    marks: [
      Plot.ruleY(shown.map(pixel), { x1: left, x2: right, stroke: rule }),
      Plot.text(shown, { x: left - 8, y: pixel, text: show, textAnchor: 'end', fill: quiet }),
      Plot.text(
        ats.filter((_, i) => (ats.length - 1 - i) % every === 0),
        { x, y: high - 8, text: (at: number) => textAt.get(at) ?? '', fill: quiet },
      ),
      ...series.flatMap((s) => [
        Plot.line(s.mine, { ...place, stroke: s.colours[0], strokeWidth: 2 }),
        ...(s.colours[1]
          ? [Plot.line(s.mine, { ...place, stroke: s.colours[1], strokeWidth: 2, strokeDasharray: '6,6' })]
          : []),
        Plot.dot(
          s.mine.filter((p) => p.value !== null),
          {
            ...place,
            r: 3,
            symbol: () => s.symbol,
            fill: s.colours[1] ?? s.colours[0],
            stroke: '#ffffff',
            strokeWidth: 0.7,
            title: (p: Point) => `${s.label}, ${p.text}: ${show(p.value ?? 0)}`,
          },
        ),
      ]),
      Plot.text(labels, {
        x: right + 10,
        y: (label: { at: number }) => label.at,
        text: (label: { lines: string[] }) => label.lines.join('\n'),
        textAnchor: 'start',
        lineHeight: 1.16,
        fontWeight: 600,
        fill: ink,
      }),
      Plot.link(
        labels.filter((label) => label.series.last),
        {
          x1: (label: (typeof labels)[number]) => x(label.series.last?.at ?? 0) + 4,
          x2: right + 8,
          y1: (label: (typeof labels)[number]) => pixel(label.series.last?.value ?? 0),
          y2: (label: (typeof labels)[number]) => label.at,
          stroke: '#b9b4a8',
          strokeWidth: 0.7,
        },
      ),
    ],
  });

  const key: KeyEntry[] = [{ label: isShare ? 'share' : chart.unit }];
  if (log) key.push({ label: 'logarithmic scale: each line is ten times the one below' });
  const said = series.map((s) => {
    const values = s.mine.filter((p) => p.value !== null);
    const [a, b] = [values[0], values.at(-1)];
    if (!a || !b) return `${s.label}: not recorded`;
    return `${s.label}: ${show(a.value ?? 0)} in ${a.text}, ${show(b.value ?? 0)} in ${b.text}`;
  });
  return { node, key, summary: `In ${chart.unit}. ${summarise(said)}` };
};
