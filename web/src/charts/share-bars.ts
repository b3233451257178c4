import * as Plot from '@observablehq/plot';
import { ink, neutral, quiet } from '../lib/colours';
import { nameOf, percent, share as shareWords } from '../lib/format';
import { measure, wrap } from '../lib/text';
import { empty, narrow, num, plotStyle, size, str, summarise, type Draw } from './frame';

/** Horizontal bars of a share on a track that is 100 %, with the figure and its denominator beside each. */
export const draw: Draw<'share-bars'> = (chart, table, frame) => {
  if (!table.rows.length) return empty;
  const widest = Math.max(...table.rows.map((row) => measure(nameOf(frame.names, str(row, chart.label)), size, 700)));
  // Names of states stand beside their bars even on a phone; sentences go over them.
  const above = frame.width < narrow && widest > frame.width * 0.37;
  const labelWide = above ? frame.width : Math.min(frame.width * 0.42, 300, widest + 14);

  const figure = (value: number | null, n: number | null) =>
    n === 0 ? 'undefined' : value === null ? 'not recorded' : percent(value);
  const bare = table.rows.map((row) => {
    const [value, numerator, n] = [num(row, chart.value), num(row, chart.numerator), num(row, chart.n)];
    const text = str(row, chart.label);
    const state = chart.state ? str(row, chart.state) : '';
    const label = nameOf(frame.names, text);
    const strong = Boolean(chart.emphasis && str(row, chart.emphasis));
    return {
      value,
      label,
      strong,
      lines: wrap(label, labelWide - 12, size, strong ? 700 : 400),
      figure: figure(value, n),
      of: numerator !== null && n !== null ? `${numerator} of ${n}` : '',
      fill: state ? frame.palette(state) : strong ? ink : neutral,
      words: `${label}: ${shareWords(value, numerator, n)}`,
    };
  });

  const figureWide = Math.max(...bare.map((bar) => measure(bar.figure, size, 600))) + 8;
  const ofWide = Math.max(...bare.map((bar) => measure(bar.of))) + 4;
  const from = above ? 0 : labelWide;
  const track = Math.max(60, frame.width - from - figureWide - ofWide - 10);

  let top = 0;
  const bars = bare.map((bar) => {
    const text = bar.lines.length * 15;
    const high = above ? text + 25 : Math.max(23, text + 8);
    const middle = above ? top + text + 11 : top + high / 2;
    const placed = { ...bar, top, middle };
    top += high;
    return placed;
  });
  type Bar = (typeof bars)[number];

  const node = Plot.plot({
    width: frame.width,
    height: top + 4,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(bars, {
        x1: from,
        x2: from + track,
        y1: (bar: Bar) => bar.middle - 7,
        y2: (bar: Bar) => bar.middle + 7,
        fill: '#efece5',
      }),
      Plot.rect(
        bars.filter((bar) => bar.value !== null),
        {
          x1: from,
          x2: (bar: Bar) => from + Math.max(1, track * Math.min(1, bar.value ?? 0)),
          y1: (bar: Bar) => bar.middle - 7,
          y2: (bar: Bar) => bar.middle + 7,
          fill: (bar: Bar) => bar.fill,
          title: (bar: Bar) => bar.words,
        },
      ),
      Plot.ruleX([from + track / 2], { stroke: '#ffffff', strokeOpacity: 0.7 }),
      ...[false, true].map((strong) =>
        Plot.text(
          bars.filter((bar) => bar.strong === strong),
          {
            x: above ? 0 : from - 12,
            y: (bar: Bar) => (above ? bar.top + 2 : bar.middle),
            text: (bar: Bar) => bar.lines.join('\n'),
            textAnchor: above ? 'start' : 'end',
            lineAnchor: above ? 'top' : 'middle',
            lineHeight: 1.25,
            fontWeight: strong ? 700 : 400,
          },
        ),
      ),
      Plot.text(bars, {
        x: from + track + figureWide,
        y: (bar: Bar) => bar.middle,
        text: (bar: Bar) => bar.figure,
        textAnchor: 'end',
        fontWeight: 600,
      }),
      Plot.text(bars, {
        x: from + track + figureWide + 8,
        y: (bar: Bar) => bar.middle,
        text: (bar: Bar) => bar.of,
        textAnchor: 'start',
        fill: quiet,
      }),
    ],
  });
  return { node, key: [{ label: 'the pale track is 100 %' }], summary: summarise(bars.map((bar) => bar.words)) };
};
