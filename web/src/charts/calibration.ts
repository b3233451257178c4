import * as Plot from '@observablehq/plot';
import { ink, neutral, paper, quiet, rule } from '../lib/colours';
import { number, percent } from '../lib/format';
import { measure } from '../lib/text';
import { empty, num, plotStyle, summarise, type Draw } from './frame';

const ticks = [0, 0.25, 0.5, 0.75, 1];

/** What was predicted across, what came to pass upwards; a dot on the diagonal is a forecast that kept its word. */
export const draw: Draw<'calibration'> = (chart, table, frame) => {
  const bins = table.rows
    .flatMap((row) => {
      const [predicted, observed, n] = [num(row, chart.predicted), num(row, chart.observed), num(row, chart.n)];
      return predicted === null || observed === null || !n ? [] : { predicted, observed, n };
    })
    .sort((a, b) => b.n - a.n);
  if (!bins.length) return empty;
  type Bin = (typeof bins)[number];

  const left = measure('100.0 %') + 12;
  const side = Math.min(frame.width - left - 24, 360);
  const top = 22;
  const x = (value: number) => left + value * side;
  const y = (value: number) => top + (1 - value) * side;
  const most = bins[0]?.n ?? 1;
  const r = (bin: Bin) => Math.max(2.5, Math.sqrt(bin.n / most) * Math.min(17, side / 20));
  const words = (bin: Bin) =>
    `predicted ${percent(bin.predicted)}, observed ${percent(bin.observed)} of ${number(bin.n)}`;
  const edge = { stroke: rule };

  const node = Plot.plot({
    width: frame.width,
    height: top + side + 44,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    r: { type: 'identity' },
    color: { type: 'identity' },
    marks: [
      Plot.link(ticks, { x1: x(0), x2: x(1), y1: y, y2: y, ...edge }),
      Plot.link(ticks, { x1: x, x2: x, y1: y(0), y2: y(1), ...edge }),
      Plot.link([0], { x1: x(0), x2: x(1), y1: y(0), y2: y(1), stroke: ink, strokeDasharray: '4,4' }),
      Plot.dot(bins, {
        x: (bin: Bin) => x(bin.predicted),
        y: (bin: Bin) => y(bin.observed),
        r,
        fill: neutral,
        fillOpacity: 0.75,
        stroke: paper,
        title: words,
      }),
      // The count stands to the right of its dot, or to the left where it would leave the chart.
      ...[false, true].map((turned) =>
        Plot.text(
          bins.filter((bin) => x(bin.predicted) + r(bin) + 6 + measure(number(bin.n), 11) > frame.width === turned),
          {
            x: (bin: Bin) => x(bin.predicted) + (r(bin) + 4) * (turned ? -1 : 1),
            y: (bin: Bin) => y(bin.observed),
            text: (bin: Bin) => number(bin.n),
            textAnchor: turned ? 'end' : 'start',
            fontSize: 11,
            stroke: paper,
            strokeWidth: 3,
            fill: ink,
          },
        ),
      ),
      Plot.text(ticks, { x: left - 8, y, text: percent, textAnchor: 'end', fill: quiet }),
      Plot.text(ticks, { x, y: top + side + 13, text: percent, fill: quiet, fontSize: 11 }),
      Plot.text(['observed'], { x: 0, y: 8, text: (text: string) => text, textAnchor: 'start', fontWeight: 600 }),
      Plot.text(['predicted'], {
        x: x(1),
        y: top + side + 32,
        text: (text: string) => text,
        textAnchor: 'end',
        fontWeight: 600,
      }),
    ],
  });
  return {
    node,
    key: [{ label: 'area and figure: how many were predicted so' }, { label: 'dashed: predicted and observed agree' }],
    summary: summarise([...bins].sort((a, b) => a.predicted - b.predicted).map(words)),
  };
};
