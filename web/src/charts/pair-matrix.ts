import * as Plot from '@observablehq/plot';
import { inkOn, paper, quiet, rule, shadeOf } from '../lib/colours';
import { nameOf, percent, share as shareWords } from '../lib/format';
import { measure } from '../lib/text';
import { empty, num, plotStyle, str, summarise, unique, type Draw, type KeyEntry } from './frame';

interface Cell {
  row: number;
  column: number;
  value: number | null;
  numerator: number | null;
  n: number | null;
  first: string;
  second: string;
}

/** Lower triangle of pairs. Lightness shows the share; the cell prints it with its denominator where it fits. */
export const draw: Draw<'pair-matrix'> = (chart, table, frame) => {
  const pairs = table.rows.map((row) => [str(row, chart.a), str(row, chart.b), row] as const);
  const states = unique(pairs.flatMap(([a, b]) => [a, b])).filter(Boolean);
  if (states.length < 2) return empty;

  const place = new Map(states.map((state, i) => [state, i]));
  const cells: Cell[] = pairs.flatMap(([a, b, row]) => {
    const i = place.get(a);
    const j = place.get(b);
    if (i === undefined || j === undefined || i === j) return [];
    const [value, numerator, n] = [num(row, chart.value), num(row, chart.numerator), num(row, chart.n)];
    const [first, second] = i < j ? [a, b] : [b, a];
    return { row: Math.max(i, j) - 1, column: Math.min(i, j), value, numerator, n, first, second };
  });

  const count = states.length - 1;
  const name = (state: string) => nameOf(frame.names, state);
  const widest = Math.max(...states.map((state) => measure(name(state), 12, 600))) + 14;
  const codes = widest > frame.width * 0.3;
  const left = codes ? 42 : widest;
  // Many states do not fit a phone: the chart then grows beyond its frame and scrolls inside its own box.
  const side = Math.max(15, Math.min(132, (frame.width - left) / count));
  const width = Math.max(frame.width, left + side * count);
  const high = Math.max(20, Math.min(56, side * 0.66));
  const upright = side >= 32;
  const bottom = upright ? 26 : 44;
  const label = (state: string) => (codes || measure(name(state), 12, 600) > side - 4 ? state : name(state));
  // Three ways to print a cell, by the room there is. The table has the rest.
  const print = side >= 58 ? 'both' : side >= 34 ? 'share' : 'none';

  const middleX = (cell: Cell) => left + (cell.column + 0.5) * side;
  const middleY = (cell: Cell) => (cell.row + 0.5) * high;
  const known = cells.filter((cell) => cell.value !== null && cell.n !== 0);
  const without = cells.filter((cell) => cell.value === null || cell.n === 0);
  const words = (cell: Cell) =>
    `${name(cell.first)} and ${name(cell.second)}: ${shareWords(cell.value, cell.numerator, cell.n)}`;

  const box = {
    x1: (cell: Cell) => left + cell.column * side + 1.5,
    x2: (cell: Cell) => left + (cell.column + 1) * side - 1.5,
    y1: (cell: Cell) => cell.row * high + 1.5,
    y2: (cell: Cell) => (cell.row + 1) * high - 1.5,
  };
  const pencil = {
    x: middleX,
    y: middleY,
    fill: (cell: Cell) => inkOn(cell.value ?? 0),
    lineAnchor: 'middle' as const,
  };

  const node = Plot.plot({
    width,
    height: count * high + bottom,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(known, { ...box, fill: (cell: Cell) => shadeOf(cell.value ?? 0), title: words }),
      Plot.rect(without, { ...box, fill: paper, stroke: rule, strokeDasharray: '3,3', title: words }),
      Plot.text(print === 'none' ? [] : known, {
        ...pencil,
        text: (cell: Cell) =>
          print === 'both' ? percent(cell.value ?? 0) : String(Math.round((cell.value ?? 0) * 100)),
        dy: print === 'both' ? -7 : 0,
        fontWeight: 600,
        fontSize: side > 80 ? 14 : 12,
      }),
      Plot.text(print === 'both' ? known : [], {
        ...pencil,
        text: (cell: Cell) => `${cell.numerator} of ${cell.n}`,
        dy: 9,
        fontSize: 11,
      }),
      Plot.text(without, {
        x: middleX,
        y: middleY,
        text: (cell: Cell) => (cell.n !== 0 ? '–' : side < 50 ? '0' : '0 of 0'),
        fill: quiet,
      }),
      Plot.text(states.slice(1), {
        x: left - 8,
        y: (_: string, i: number) => (i + 0.5) * high,
        text: (state: string) => (codes ? state : name(state)),
        textAnchor: 'end',
        fill: (state: string) => frame.palette(state),
        fontWeight: 600,
      }),
      Plot.text(states.slice(0, -1), {
        x: (_: string, i: number) => left + (i + 0.5) * side,
        y: count * high + (upright ? 13 : 6),
        text: label,
        rotate: upright ? 0 : -90,
        textAnchor: upright ? 'middle' : 'end',
        fill: (state: string) => frame.palette(state),
        fontWeight: 600,
      }),
    ],
  });

  const key: KeyEntry[] = [];
  if (print === 'none') key.push({ label: 'the darker, the higher the share; the table has the figures' });
  if (print === 'share') key.push({ label: 'cells show per cent; the table has the denominators' });
  if (without.some((cell) => cell.n !== 0)) key.push({ label: 'not recorded', glyph: '–', fill: paper, line: rule });
  if (without.some((cell) => cell.n === 0))
    key.push({ label: 'undefined: nothing to count', glyph: '0', fill: paper, line: rule });
  const order = [...known].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return { node, key, summary: summarise([...order, ...without].map(words)) };
};
