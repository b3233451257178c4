import * as Plot from '@observablehq/plot';
import { ink, paper, quiet, rule, steps } from '../lib/colours';
import { date, pair, statesIn } from '../lib/format';
import { empty, plotStyle, size, str, summarise, symbols, time, unique, type Draw, type KeyEntry } from './frame';
import { rankWord, sortRanks } from './ranks';

/** A dot an event, a strip a pair. Symbol and lightness give the rank; dots that meet are set side by side. */
export const draw: Draw<'dot-strip'> = (chart, table, frame) => {
  const events = table.rows.flatMap((row) => {
    const at = time(str(row, chart.x));
    return at === null
      ? []
      : {
          at,
          day: str(row, chart.x),
          row: str(row, chart.row),
          rank: str(row, chart.rank),
          title: str(row, chart.title),
        };
  });
  if (!events.length) return empty;

  const drawn = table.rows.filter((row) => frame.only?.has(row) ?? true);
  const rows = unique(drawn.map((row) => str(row, chart.row)));
  const ranks = sortRanks(unique(events.map((event) => event.rank)));
  const shades = steps(ranks.length);
  const symbolOf = (rank: string) => symbols[Math.min(ranks.indexOf(rank), symbols.length - 1)] ?? 'circle';
  const fillOf = (rank: string) => shades[ranks.indexOf(rank)]?.fill ?? paper;

  const r = frame.width < 520 ? 3.4 : 4;
  const apart = r * 2 + 1.4;
  const low = time(frame.period.since) ?? Math.min(...events.map((event) => event.at));
  const high = time(frame.period.until) ?? Math.max(...events.map((event) => event.at));
  const first = Math.min(low, ...events.map((event) => event.at));
  const final = Math.max(high, ...events.map((event) => event.at));
  const x = (at: number) => r + 2 + ((at - first) / Math.max(1, final - first)) * (frame.width - 2 * r - 4);

  let top = 0;
  const strips = rows.map((row) => {
    const mine = events.filter((event) => event.row === row).sort((a, b) => a.at - b.at);
    // Greedy: each event takes the first level, counted from the middle outwards, where it touches none.
    const ends: number[] = [];
    const placed = mine.map((event) => {
      const at = x(event.at);
      let level = 0;
      while ((ends[level] ?? -Infinity) > at - apart) level++;
      ends[level] = at;
      const side = level % 2 ? 1 : -1;
      return { ...event, x: at, offset: side * Math.ceil(level / 2) * apart };
    });
    const half = Math.max(10, ...placed.map((dot) => Math.abs(dot.offset) + apart / 2)) + 2;
    const strip = { row, top, middle: top + 22 + half, bottom: top + 22 + half * 2, count: mine.length, placed };
    top = strip.bottom + 8;
    return strip;
  });
  type Strip = (typeof strips)[number];
  const dots = strips.flatMap((strip) => strip.placed.map((dot) => ({ ...dot, y: strip.middle + dot.offset })));
  type Dot = (typeof dots)[number];

  const years: number[] = [];
  for (let year = new Date(first).getUTCFullYear(); year <= new Date(final).getUTCFullYear(); year++) years.push(year);
  const every = Math.ceil(years.length / Math.max(1, Math.floor(frame.width / 44)));
  const ticks = years
    .map((year) => ({ year, x: x(Math.max(first, Date.UTC(year, 0, 1))) }))
    .filter((_, i) => i % every === 0);
  const marks = strips.flatMap((strip) => {
    const known = statesIn(strip.row).filter((state) => Object.hasOwn(frame.names, state));
    return known.map((state, i) => ({ x: 5 + i * 7, y: strip.top + 9, state, row: strip.row }));
  });

  const node = Plot.plot({
    width: frame.width,
    height: top + 20,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    symbol: { type: 'identity' },
    marks: [
      Plot.rect(strips, {
        x1: 0,
        x2: frame.width,
        y1: (s: Strip) => s.top + 20,
        y2: (s: Strip) => s.bottom,
        fill: '#f8f6f1',
      }),
      Plot.link(
        ticks.flatMap((tick) => strips.map((strip) => ({ tick, strip }))),
        {
          x1: (d: { tick: { x: number } }) => d.tick.x,
          x2: (d: { tick: { x: number } }) => d.tick.x,
          y1: (d: { strip: Strip }) => d.strip.top + 20,
          y2: (d: { strip: Strip }) => d.strip.bottom,
          stroke: rule,
        },
      ),
      Plot.dot(dots, {
        x: 'x',
        y: 'y',
        r,
        symbol: (dot: Dot) => symbolOf(dot.rank),
        fill: (dot: Dot) => fillOf(dot.rank),
        stroke: ink,
        strokeWidth: 0.8,
        title: (dot: Dot) => `${date(dot.day)}: ${dot.title} (${rankWord(dot.rank)})`,
      }),
      Plot.dot(marks, { x: 'x', y: 'y', r: 4.2, fill: (mark: { state: string }) => frame.palette(mark.state) }),
      Plot.text(strips, {
        x: (strip: Strip) => {
          const own = marks.filter((mark) => mark.row === strip.row).length;
          return own ? own * 7 + 6 : 0;
        },
        y: (strip: Strip) => strip.top + 9,
        text: (strip: Strip) => pair(frame.names, strip.row),
        textAnchor: 'start',
        fontWeight: 600,
        fontSize: size + 1,
      }),
      Plot.text(strips, {
        x: frame.width,
        y: (strip: Strip) => strip.top + 9,
        text: (strip: Strip) => (strip.count ? String(strip.count) : 'none'),
        textAnchor: 'end',
        fill: quiet,
      }),
      Plot.text(ticks, {
        // A year near the right edge moves left until it fits.
        x: (tick: { x: number }) => Math.min(tick.x, frame.width - 30),
        y: top + 4,
        text: (tick: { year: number }) => String(tick.year),
        textAnchor: 'start',
        fill: quiet,
      }),
    ],
  });

  const key: KeyEntry[] = ranks.map((rank) => ({
    label: rankWord(rank),
    symbol: symbolOf(rank),
    fill: fillOf(rank),
    line: ink,
  }));
  const said = strips.map((strip) => {
    const span = strip.placed.length
      ? `, from ${date(strip.placed[0]?.day ?? '')} to ${date(strip.placed.at(-1)?.day ?? '')}`
      : '';
    return `${pair(frame.names, strip.row)}: ${strip.count}${span}`;
  });
  return { node, key, summary: summarise(said) };
};
