import * as Plot from '@observablehq/plot';
import { ink, paper, quiet, rule, steps } from '../lib/colours';
import { date, nameOf, pair, statesIn } from '../lib/format';
import { measure, wrap } from '../lib/text';
import { empty, plotStyle, size, str, summarise, time, unique, type Draw, type KeyEntry } from './frame';

/** From the strongest tie down: the darker, the stronger. Kinds that are not listed follow in the order they are met. */
const strongest = [
  'mutual defence',
  'member',
  'in force',
  'consultation',
  'non-aggression',
  'observer',
  'partner',
  'eased',
];

function kindWord(kind: string): string {
  return kind.replaceAll('_', ' ');
}

function sortKinds(kinds: string[]): string[] {
  const place = (kind: string) => {
    const at = strongest.findIndex((known) => kindWord(kind).toLowerCase().startsWith(known));
    return at < 0 ? strongest.length : at;
  };
  return [...kinds].sort((a, b) => place(a) - place(b));
}

/** Spans and points in time, a lane a row, each named on the line above it. An open end runs to the edge. */
export const draw: Draw<'spans'> = (chart, table, frame) => {
  const until = time(frame.period.until) ?? Date.now();
  const spans = table.rows.flatMap((row) => {
    const from = time(str(row, chart.from));
    const end = str(row, chart.to);
    const to = end ? time(end) : null;
    if (from === null) return [];
    const kind = str(row, chart.kind);
    return {
      drawn: frame.only?.has(row) ?? true,
      row: str(row, chart.row),
      from,
      to,
      open: !end,
      fromText: str(row, chart.from),
      toText: end,
      label: str(row, chart.label),
      kind,
    };
  });
  if (!spans.length) return empty;

  const kinds = sortKinds(unique(spans.map((span) => span.kind)).filter(Boolean));
  const shades = steps(Math.max(1, kinds.length));
  const fillOf = (kind: string) => shades[Math.max(0, kinds.indexOf(kind))]?.fill ?? quiet;

  const first = Math.min(...spans.map((span) => span.from));
  const final = Math.max(until, ...spans.map((span) => span.to ?? span.from));
  const edge = frame.width - 12;
  const x = (at: number) => 2 + ((at - first) / Math.max(1, final - first)) * (edge - 2);

  const drawn = table.rows.filter((row) => frame.only?.has(row) ?? true);
  const rows = unique(drawn.map((row) => str(row, chart.row)));
  const laneName = (row: string) =>
    Object.hasOwn(frame.names, row) ? nameOf(frame.names, row) : pair(frame.names, row);
  let top = 0;
  const lanes = rows.map((row) => {
    const start = top;
    const title = wrap(laneName(row), frame.width - 30, size + 1, 600);
    let bottom = start + title.length * 16 + 4;
    const ends: { edge: number; top: number; high: number }[] = [];
    const placed = spans
      .filter((span) => span.row === row && span.drawn)
      .sort((a, b) => a.from - b.from)
      .map((span) => {
        const x1 = x(span.from);
        const x2 = span.to === null ? (span.open ? edge : x1) : x(span.to);
        const when = span.open
          ? `since ${date(span.fromText)}`
          : span.from === span.to
            ? date(span.fromText)
            : `${date(span.fromText)} to ${date(span.toText)}`;
        const words = `${span.label} (${kinds.length > 1 && span.kind ? `${kindWord(span.kind)}, ` : ''}${when})`;
        const long = measure(words);
        // Beside the bar if there is room, which saves a line; else over it, moved left until it fits.
        const beside = x1 - long - 8 >= 0 ? 'left' : !span.open && x2 + long + 10 <= frame.width ? 'right' : null;
        const lines = beside ? [words] : wrap(words, frame.width - 8, size);
        const wide = Math.max(...lines.map((line) => measure(line)));
        const at =
          beside === 'left'
            ? x1 - long - 8
            : beside === 'right'
              ? Math.max(x2, x1 + 4) + 8
              : Math.max(0, Math.min(x1, frame.width - wide - 2));
        const high = beside ? 18 : lines.length * 15 + 20;
        const leftmost = Math.min(at, x1);
        const rightmost = Math.max(at + wide, x2) + 14;
        let line = ends.find((end) => end.edge <= leftmost && end.high >= high);
        if (line) line.edge = rightmost;
        else {
          line = { edge: rightmost, top: bottom, high };
          ends.push(line);
          bottom += high;
        }
        return {
          ...span,
          x1,
          x2,
          at,
          lines,
          beside,
          y: line.top + line.high - (beside ? 9 : 10),
          point: !span.open && x2 - x1 < 3,
          when,
        };
      });
    top = bottom + 9;
    return { row, start, title, placed, bottom };
  });
  type Lane = (typeof lanes)[number];
  const bars = lanes.flatMap((lane) => lane.placed);
  type Bar = (typeof bars)[number];

  const years = [first, final].map((at) => new Date(at).getUTCFullYear()) as [number, number];
  const most = Math.max(2, Math.floor(frame.width / 60));
  const step = [1, 2, 5, 10, 20, 50].find((n) => (years[1] - years[0]) / n <= most) ?? 100;
  const ticks: number[] = [];
  for (let year = Math.ceil(years[0] / step) * step; year <= years[1]; year += step) {
    if (Date.UTC(year, 0, 1) >= first && x(Date.UTC(year, 0, 1)) < frame.width - 14) ticks.push(year);
  }
  const tickX = (year: number) => x(Date.UTC(year, 0, 1));
  const marked = (row: string) => statesIn(row).filter((state) => Object.hasOwn(frame.names, state));
  const dots = lanes.flatMap((lane) =>
    marked(lane.row).map((state, i) => ({ x: 5 + i * 7, y: lane.start + 9, state })),
  );

  const node = Plot.plot({
    width: frame.width,
    height: top + 18,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.ruleX(ticks, { x: tickX, y1: 0, y2: top, stroke: '#ebe8e0' }),
      Plot.rect(lanes.slice(1), {
        x1: 0,
        x2: frame.width,
        y1: (lane: Lane) => lane.start - 6,
        y2: (lane: Lane) => lane.start - 5,
        fill: rule,
      }),
      Plot.rect(
        bars.filter((bar) => !bar.point),
        {
          x1: 'x1',
          x2: (bar: Bar) => Math.max(bar.x1 + 2, bar.x2),
          y1: (bar: Bar) => bar.y - 4,
          y2: (bar: Bar) => bar.y + 4,
          fill: (bar: Bar) => fillOf(bar.kind),
          stroke: '#6d6f70',
          strokeWidth: 0.6,
          title: (bar: Bar) => `${bar.label}: ${bar.when}`,
        },
      ),
      // An arrow head where a span goes on beyond the record.
      Plot.dot(
        bars.filter((bar) => bar.open),
        {
          x: edge + 3,
          y: 'y',
          r: 5,
          symbol: () => 'triangle',
          rotate: 90,
          fill: (bar: Bar) => fillOf(bar.kind),
          stroke: '#6d6f70',
          strokeWidth: 0.6,
        },
      ),
      Plot.dot(
        bars.filter((bar) => bar.point),
        {
          x: 'x1',
          y: 'y',
          r: 4.5,
          fill: (bar: Bar) => fillOf(bar.kind),
          stroke: ink,
          strokeWidth: 0.8,
          title: (bar: Bar) => `${bar.label}: ${bar.when}`,
        },
      ),
      ...[true, false].map((over) =>
        Plot.text(
          bars.filter((bar) => over === !bar.beside),
          {
            x: 'at',
            y: (bar: Bar) => bar.y - (over ? 9 : 0),
            text: (bar: Bar) => bar.lines.join('\n'),
            textAnchor: 'start',
            lineAnchor: over ? 'bottom' : 'middle',
            lineHeight: 1.2,
            stroke: paper,
            strokeWidth: 3,
            fill: ink,
          },
        ),
      ),
      Plot.dot(dots, { x: 'x', y: 'y', r: 4.2, fill: (dot: { state: string }) => frame.palette(dot.state) }),
      Plot.text(lanes, {
        x: (lane: Lane) => (marked(lane.row).length ? marked(lane.row).length * 7 + 6 : 0),
        y: (lane: Lane) => lane.start + 1,
        text: (lane: Lane) => lane.title.join('\n'),
        textAnchor: 'start',
        lineAnchor: 'top',
        fontWeight: 600,
        fontSize: size + 1,
        stroke: paper,
        strokeWidth: 3,
        fill: ink,
      }),
      // A year at an edge moves inwards until it fits.
      Plot.text(ticks, {
        x: (year: number) => Math.min(Math.max(tickX(year), 16), frame.width - 16),
        y: top + 8,
        text: (year: number) => String(year),
        fill: quiet,
      }),
    ],
  });

  // Each label says its kind, so the shades need no key.
  const key: KeyEntry[] = [];
  if (bars.some((bar) => bar.open)) key.push({ label: 'no end recorded', glyph: '▸' });
  const said = bars.map((bar) => `${laneName(bar.row)}, ${bar.label}: ${bar.when}`);
  return { node, key, summary: summarise(said) };
};
