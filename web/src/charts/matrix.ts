import * as Plot from '@observablehq/plot';
import { ink, inkOn, paper, quiet, rule, shadeOf } from '../lib/colours';
import { nameOf, number, pair, percent } from '../lib/format';
import { clamp, measure, wrap } from '../lib/text';
import { empty, num, plotStyle, size, str, summarise, unique, type Draw, type KeyEntry } from './frame';

/** Rows by columns, the darker the larger. A cell prints its word or its number where it fits; a gap stays open. */
export const draw: Draw<'matrix'> = (chart, table, frame) => {
  const drawn = table.rows.filter((row) => frame.only?.has(row) ?? true);
  const all = unique(table.rows.map((row) => str(row, chart.row)));
  const rows = unique(drawn.map((row) => str(row, chart.row)));
  const met = unique(table.rows.map((row) => str(row, chart.column)));
  // States against the same states: one order for both, so that the diagonal is one.
  const columns = [...all.filter((row) => met.includes(row)), ...met.filter((column) => !all.includes(column))];
  if (!rows.length || !columns.length) return empty;

  const isShare = table.columns.find((column) => column.key === chart.value)?.type === 'share';
  const show = isShare ? percent : number;
  const known = (text: string) => Object.hasOwn(frame.names, text);
  const name = (text: string) => (known(text) ? nameOf(frame.names, text) : pair(frame.names, text));
  const values = table.rows.map((row) => num(row, chart.value)).filter((value) => value !== null);
  const least = Math.min(0, ...values);
  const most = isShare ? 1 : Math.max(least + 1e-9, ...values);
  const shade = (value: number) => (value - least) / (most - least);

  const widest = Math.max(...rows.map((row) => measure(name(row), size, 600))) + 14;
  const left = Math.min(widest, Math.max(60, frame.width * 0.34));
  // Many columns do not fit a phone: the chart then grows beyond its frame and scrolls inside its own box.
  const words = [...columns.filter((column) => !known(column)).map(name), ...drawn.map((row) => str(row, chart.word))];
  const longest = Math.max(0, ...words.flatMap((text) => text.split(/[\s_]+/)).map((word) => measure(word, 11, 600)));
  const side = Math.max(24, Math.min(72, longest + 8), Math.min(118, (frame.width - left) / columns.length));
  const width = Math.max(frame.width, left + side * columns.length);
  const codes = columns.some((column) => known(column) && measure(name(column), size, 600) > side - 4);
  const titles = columns.map((column) => {
    const full = name(column);
    return codes && known(column) ? [column] : clamp(wrap(full, side - 4, 11, 600), 3);
  });
  const upright = side >= 34;
  const head = upright ? Math.max(...titles.map((lines) => lines.length)) * 14 + 8 : 44;
  const labels = rows.map((row) => clamp(wrap(name(row), left - 12, size, 600), 3));
  const high = Math.max(30, ...labels.map((lines) => lines.length * 14 + 8));

  const at = new Map(rows.map((row, i) => [row, i]));
  const across = new Map(columns.map((column, i) => [column, i]));
  const cells = drawn.map((row) => {
    const value = num(row, chart.value);
    const word = str(row, chart.word).replaceAll('_', ' ');
    const x = left + (across.get(str(row, chart.column)) ?? 0) * side;
    const y = head + (at.get(str(row, chart.row)) ?? 0) * high;
    const text = word || (value === null ? '–' : show(value));
    const lines = wrap(text, side - 6, 11, 600);
    return {
      x,
      y,
      value,
      open: value === null,
      lines: lines.length * 13 <= high - 4 && lines.every((line) => measure(line, 11, 600) <= side - 2) ? lines : [],
      words: `${name(str(row, chart.row))}, ${name(str(row, chart.column))}: ${[word, value === null ? '' : show(value)].filter(Boolean).join(', ') || 'not recorded'}`,
    };
  });
  type Cell = (typeof cells)[number];
  const box = {
    x1: (cell: Cell) => cell.x + 1.2,
    x2: (cell: Cell) => cell.x + side - 1.2,
    y1: (cell: Cell) => cell.y + 1.2,
    y2: (cell: Cell) => cell.y + high - 1.2,
    title: (cell: Cell) => cell.words,
  };

  const node = Plot.plot({
    width,
    height: head + rows.length * high + 2,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(
        cells.filter((cell) => !cell.open),
        { ...box, fill: (cell: Cell) => shadeOf(shade(cell.value ?? 0)) },
      ),
      Plot.rect(
        cells.filter((cell) => cell.open),
        { ...box, fill: paper, stroke: rule, strokeDasharray: '3,3' },
      ),
      Plot.text(
        cells.filter((cell) => cell.lines.length),
        {
          x: (cell: Cell) => cell.x + side / 2,
          y: (cell: Cell) => cell.y + high / 2,
          text: (cell: Cell) => cell.lines.join('\n'),
          fill: (cell: Cell) => (cell.open ? quiet : inkOn(shade(cell.value ?? 0))),
          lineAnchor: 'middle',
          lineHeight: 1.15,
          fontSize: 11,
          fontWeight: 600,
        },
      ),
      Plot.text(columns, {
        x: (_: string, i: number) => left + (i + 0.5) * side,
        y: upright ? head - 5 : head - 6,
        text: (_: string, i: number) => titles[i]?.join('\n') ?? '',
        lineAnchor: upright ? 'bottom' : 'middle',
        textAnchor: upright ? 'middle' : 'start',
        rotate: upright ? 0 : -90,
        fontSize: 11,
        lineHeight: 1.2,
        fontWeight: 600,
        fill: (column: string) => (known(column) ? frame.palette(column) : ink),
      }),
      Plot.text(rows, {
        x: left - 8,
        y: (_: string, i: number) => head + (i + 0.5) * high,
        text: (_: string, i: number) => labels[i]?.join('\n') ?? '',
        textAnchor: 'end',
        lineAnchor: 'middle',
        lineHeight: 1.2,
        fontWeight: 600,
        fill: (row: string) => (known(row) ? frame.palette(row) : ink),
      }),
    ],
  });

  const key: KeyEntry[] = [];
  if (values.length) key.push({ label: 'the darker, the larger' });
  if (cells.some((cell) => cell.open))
    key.push({ label: 'not recorded or not observed', glyph: '–', fill: paper, line: rule });
  if (cells.some((cell) => !cell.lines.length)) key.push({ label: 'the table has what does not fit a cell' });
  return { node, key, summary: summarise(cells.map((cell) => cell.words)) };
};
