import * as Plot from '@observablehq/plot';
import { ink, neutral, quiet, steps } from '../lib/colours';
import { number, pair, statesIn } from '../lib/format';
import { wrap } from '../lib/text';
import { empty, num, plotStyle, size, str, summarise, unique, type Draw, type KeyEntry } from './frame';
import { rankWord, sortRanks } from './ranks';

/** Small multiples of yearly counts on one scale, a panel a pair, the count over each bar. */
export const draw: Draw<'bars-by-year'> = (chart, table, frame) => {
  const panels = unique(table.rows.map((row) => str(row, chart.panel)));
  const years = unique(table.rows.map((row) => str(row, chart.x))).sort();
  if (!panels.length || !years.length) return empty;

  const kinds = chart.colour ? sortRanks(unique(table.rows.map((row) => str(row, chart.colour)))).filter(Boolean) : [];
  const shades = steps(Math.max(1, kinds.length));
  const fillOf = (panel: string, kind: string): string => {
    if (kinds.length > 1) return shades[kinds.indexOf(kind)]?.fill ?? neutral;
    const states = statesIn(panel);
    // One state's bars take its colour; a pair's cannot take two.
    return states.length === 1 && Object.hasOwn(frame.names, panel) ? frame.palette(panel) : neutral;
  };

  const columns = Math.max(1, Math.min(panels.length, Math.floor(frame.width / 165), 3));
  const wide = frame.width / columns;
  const inner = wide - 22;
  const titles = panels.map((panel) => wrap(pair(frame.names, panel), inner - 20, 13, 600));
  const titleHigh = Math.max(...titles.map((lines) => lines.length)) * 16 + 26;
  const barHigh = 84;
  const high = titleHigh + barHigh + 40;
  const step = inner / years.length;
  const bar = Math.min(34, step * 0.7);

  const cells = panels.flatMap((panel, p) =>
    years.map((year, i) => {
      const rows = table.rows.filter((row) => str(row, chart.panel) === panel && str(row, chart.x) === year);
      const known = rows.filter((row) => num(row, chart.y) !== null);
      const total = known.length ? known.reduce((sum, row) => sum + (num(row, chart.y) ?? 0), 0) : null;
      const parts = known
        .map((row) => ({ kind: str(row, chart.colour), value: num(row, chart.y) ?? 0 }))
        .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
      const left = (p % columns) * wide + i * step + (step - bar) / 2;
      const base = Math.floor(p / columns) * high + titleHigh + barHigh;
      return { panel, year, total, parts, left, base };
    }),
  );
  type Cell = (typeof cells)[number];
  const top = Math.max(1, ...cells.map((cell) => cell.total ?? 0));
  const y = (value: number) => (value / top) * barHigh;

  const segments = cells.flatMap((cell) => {
    let below = 0;
    return cell.parts
      .filter((part) => part.value > 0)
      .map((part) => {
        const from = below;
        below += part.value;
        return { cell, part, from, to: below };
      });
  });
  type Segment = (typeof segments)[number];
  const corner = (p: number) => ({ x: (p % columns) * wide, y: Math.floor(p / columns) * high });
  const dots = panels.flatMap((panel, p) => {
    const known = statesIn(panel).filter((state) => Object.hasOwn(frame.names, state));
    return known.slice(0, 2).map((state, i) => ({ x: corner(p).x + 5 + i * 7, y: corner(p).y + 9, state }));
  });
  const short = step < 30;

  const node = Plot.plot({
    width: frame.width,
    height: Math.ceil(panels.length / columns) * high - 14,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(segments, {
        x1: (s: Segment) => s.cell.left,
        x2: (s: Segment) => s.cell.left + bar,
        y1: (s: Segment) => s.cell.base - y(s.from),
        y2: (s: Segment) => s.cell.base - y(s.to),
        insetTop: 0.8,
        fill: (s: Segment) => fillOf(s.cell.panel, s.part.kind),
        stroke: kinds.length > 1 ? '#8b8f92' : undefined,
        strokeWidth: 0.6,
        title: (s: Segment) =>
          `${pair(frame.names, s.cell.panel)}, ${s.cell.year}${s.part.kind ? `, ${rankWord(s.part.kind)}` : ''}: ${s.part.value}`,
      }),
      Plot.rect(panels, {
        x1: (_: string, p: number) => corner(p).x,
        x2: (_: string, p: number) => corner(p).x + inner,
        y1: (_: string, p: number) => corner(p).y + titleHigh + barHigh,
        y2: (_: string, p: number) => corner(p).y + titleHigh + barHigh + 1,
        fill: ink,
      }),
      Plot.text(cells, {
        x: (cell: Cell) => cell.left + bar / 2,
        y: (cell: Cell) => cell.base - y(cell.total ?? 0) - 8,
        text: (cell: Cell) => (cell.total === null ? '–' : number(cell.total)),
        fontWeight: 600,
        fill: (cell: Cell) => (cell.total ? ink : quiet),
      }),
      Plot.text(cells, {
        x: (cell: Cell) => cell.left + bar / 2,
        y: (cell: Cell) => cell.base + 13,
        text: (cell: Cell) => (short ? `’${cell.year.slice(-2)}` : cell.year),
        fill: quiet,
        fontSize: 11,
      }),
      Plot.dot(dots, { x: 'x', y: 'y', r: 4.2, fill: (dot: { state: string }) => frame.palette(dot.state) }),
      Plot.text(panels, {
        x: (panel: string, p: number) => corner(p).x + (dots.some((d) => panel.includes(d.state)) ? 20 : 0),
        y: (_: string, p: number) => corner(p).y + 1,
        text: (_: string, p: number) => titles[p]?.join('\n') ?? '',
        textAnchor: 'start',
        lineAnchor: 'top',
        fontSize: size + 1,
        fontWeight: 600,
        lineHeight: 1.2,
      }),
    ],
  });

  const key: KeyEntry[] =
    kinds.length > 1 ? kinds.map((kind, i) => ({ label: rankWord(kind), fill: shades[i]?.fill, line: '#8b8f92' })) : [];
  if (cells.some((cell) => cell.total === null)) key.push({ label: 'not recorded', glyph: '–' });
  const said = panels.map((panel) => {
    const list = cells.filter((cell) => cell.panel === panel);
    return `${pair(frame.names, panel)} ${list.map((cell) => `${cell.year}: ${cell.total ?? 'not recorded'}`).join(', ')}`;
  });
  return { node, key, summary: summarise(said) };
};
