import * as Plot from '@observablehq/plot';
import { ink, quiet } from '../lib/colours';
import { percent } from '../lib/format';
import { measure } from '../lib/text';
import { empty, num, plotStyle, size, str, summarise, type Draw, type KeyEntry } from './frame';

const fills = [
  { fill: '#3f4b57', ink: '#ffffff' },
  { fill: '#d3cbb9', ink: '#1d1d1b' },
  { fill: '#8e9aa3', ink: '#1d1d1b' },
  { fill: '#f0ede6', ink: '#1d1d1b' },
];

/** Stacked counts a period; over each bar the share of the first series with its denominator. */
export const draw: Draw<'stacked-time'> = (chart, table, frame) => {
  const periods = table.rows.map((row) => str(row, chart.x));
  if (!periods.length || !chart.series.length) return empty;

  const counts = table.rows.map((row) => chart.series.map((series) => num(row, series.key)));
  const totals = counts.map((list) => list.reduce<number>((sum, value) => sum + (value ?? 0), 0));
  const top = Math.max(1, ...totals);
  const styleOf = (s: number) => fills[s % fills.length] ?? { fill: quiet, ink };

  const labelRoom = Math.max(...chart.series.map((series) => measure(series.label, size, 600))) + 12;
  // Names stand beside the last bar where its parts are high enough; else in the key above.
  const last = counts.at(-1) ?? [];
  const plotHigh = 190;
  const direct =
    frame.width > 600 && last.every((value) => value !== null && (value / top) * plotHigh >= 14) && labelRoom < 160;
  const right = direct ? labelRoom : 0;
  const step = (frame.width - right) / periods.length;
  const roomy = step >= 30;
  const head = chart.share && roomy ? 40 : 8;
  const foot = 36;
  const bar = Math.min(64, step * 0.74);
  const left = (i: number) => i * step + (step - bar) / 2;
  const y = (value: number) => head + plotHigh - (value / top) * plotHigh;

  const parts = counts.flatMap((list, i) => {
    let below = 0;
    return list.map((value, s) => {
      const from = below;
      below += value ?? 0;
      return { i, s, value, from, to: below };
    });
  });
  type Part = (typeof parts)[number];
  const drawn = parts.filter((part) => part.value);
  const word = (i: number) => {
    const said = chart.series.map((series, s) => `${counts[i]?.[s] ?? 'not recorded'} ${series.label}`).join(', ');
    return `${periods[i]}: ${said}`;
  };
  const shareOf = (i: number): string => {
    const total = totals[i] ?? 0;
    if (counts[i]?.every((value) => value === null)) return '–';
    if (!total) return 'none';
    const given = chart.share ? num(table.rows[i] ?? {}, chart.share) : null;
    return percent(given ?? (counts[i]?.[0] ?? 0) / total);
  };
  const all = periods.map((_, i) => i);

  const node = Plot.plot({
    width: frame.width,
    height: head + plotHigh + foot,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(drawn, {
        x1: (part: Part) => left(part.i),
        x2: (part: Part) => left(part.i) + bar,
        y1: (part: Part) => y(part.from),
        y2: (part: Part) => y(part.to),
        fill: (part: Part) => styleOf(part.s).fill,
        insetTop: 1,
        title: (part: Part) => word(part.i),
      }),
      Plot.text(
        drawn.filter((part) => ((part.value ?? 0) / top) * plotHigh >= 13 && bar >= 12),
        {
          x: (part: Part) => left(part.i) + bar / 2,
          y: (part: Part) => y((part.from + part.to) / 2),
          text: (part: Part) => String(part.value),
          fill: (part: Part) => styleOf(part.s).ink,
        },
      ),
      Plot.ruleY([y(0)], { stroke: ink }),
      Plot.text(chart.share && roomy ? all : [], {
        x: (i: number) => left(i) + bar / 2,
        y: (i: number) => y(totals[i] ?? 0) - 20,
        text: shareOf,
        fontWeight: 600,
        fontSize: step > 44 ? 12 : 11,
      }),
      Plot.text(chart.share && roomy ? all : [], {
        x: (i: number) => left(i) + bar / 2,
        y: (i: number) => y(totals[i] ?? 0) - 7,
        text: (i: number) => (totals[i] ? `of ${totals[i]}` : ''),
        fill: quiet,
        fontSize: 11,
      }),
      Plot.text(all, {
        x: (i: number) => Math.max(left(i) + bar / 2, 15),
        y: head + plotHigh + 6,
        lineAnchor: 'top',
        // "2022 H1" reads best as two lines; the year is said once a year.
        text: (i: number) => {
          const [year, half] = (periods[i] ?? '').split(/[ -](?=[HQ]\d|\d\d$)/);
          if (!half) return roomy || i % Math.ceil(34 / step) === 0 ? (year ?? '') : '';
          const before = (periods[i - 1] ?? '').split(/[ -]/)[0];
          return roomy ? `${half}\n${before === year ? '' : year}` : before === year ? '' : `\n${year}`;
        },
        fill: quiet,
      }),
      Plot.text(direct ? chart.series : [], {
        x: frame.width - right + 4,
        y: (_: unknown, s: number) => {
          const part = parts.find((p) => p.i === periods.length - 1 && p.s === s);
          return y(part ? (part.from + part.to) / 2 : 0);
        },
        text: (series: { label: string }) => series.label,
        textAnchor: 'start',
        fontWeight: 600,
      }),
    ],
  });

  const key: KeyEntry[] = direct
    ? []
    : chart.series.map((series, s) => ({ label: series.label, fill: styleOf(s).fill }));
  if (chart.share && roomy) key.push({ label: `over each bar: share ${chart.series[0]?.label ?? ''}` });
  return {
    node,
    key,
    summary: summarise(all.map((i) => `${word(i)} (${shareOf(i)} of ${totals[i]})`)),
  };
};
