import * as Plot from '@observablehq/plot';
import { ballots, ink, quiet, rule } from '../lib/colours';
import { date, nameOf } from '../lib/format';
import { clamp, measure, wrap } from '../lib/text';
import { empty, narrow, plotStyle, str, summarise, type Draw } from './frame';

const other = { word: 'not recorded', glyph: '?', fill: '#ffffff', ink: '#55534e', line: '#e2dfd7' };
const least = 14;

function ballotOf(text: string) {
  const known: Record<string, string> = { y: 'yes', n: 'no', a: 'abstain', x: 'absent', '': 'unknown' };
  const word = text.trim().toLowerCase();
  return ballots[word] ?? ballots[known[word] ?? 'unknown'] ?? other;
}

/** Resolutions down, states across; letter and lightness of a cell give the ballot. */
export const draw: Draw<'ballot-grid'> = (chart, table, frame) => {
  const { states } = chart;
  if (!table.rows.length || !states.length) return empty;

  // On a phone the cells of a few states still fit beside the title; those of many go under it.
  const small = frame.width < narrow;
  const above = small && states.length * 28 > frame.width * 0.42;
  const wanted = Math.max(least, Math.min(84, (frame.width * (small ? 0.4 : 0.54)) / states.length));
  const labelWide = above
    ? frame.width
    : Math.min(
        420,
        Math.max(frame.width * (states.length > 16 ? 0.28 : 0.4), frame.width - 12 - wanted * states.length),
      );
  const from = above ? 0 : labelWide + 12;
  // Many states do not fit a phone: the chart then grows beyond its frame and scrolls inside its own box.
  const cell = Math.max(least, Math.min(84, (frame.width - from) / states.length));
  const width = Math.max(frame.width, from + cell * states.length);
  const name = (state: string) => nameOf(frame.names, state);
  const full = states.every((state) => measure(name(state), 12, 600) <= cell - 4);
  const upright = full || cell >= 30;
  const head = upright ? 24 : 40;

  let top = head;
  const rows = table.rows.map((row) => {
    const title = clamp(wrap(str(row, chart.title), labelWide), small ? 2 : 3);
    const high = above ? 18 + title.length * 15 + 40 : Math.max(32, 16 + title.length * 15 + 5);
    const placed = {
      title: title.join('\n'),
      head: str(row, chart.row),
      date: date(str(row, chart.date)),
      top,
      cells: above ? top + 26 + title.length * 15 : top + (high - 24) / 2,
      bottom: top + high,
      row,
    };
    top += high;
    return placed;
  });
  type Placed = (typeof rows)[number];
  const cells = rows.flatMap((row) =>
    states.map((state, i) => ({ row, state, x: from + i * cell, y: row.cells, ballot: ballotOf(str(row.row, state)) })),
  );
  type Ballot = (typeof cells)[number];
  const heads = states.map((state, i) => ({ state, x: from + (i + 0.5) * cell }));

  const node = Plot.plot({
    width,
    height: top + 2,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(rows, {
        x1: 0,
        x2: width,
        y1: (row: Placed) => row.bottom - 0.5,
        y2: (row: Placed) => row.bottom + 0.5,
        fill: rule,
      }),
      Plot.rect(cells, {
        x1: (c: Ballot) => c.x + 1.5,
        x2: (c: Ballot) => c.x + cell - 1.5,
        y1: (c: Ballot) => c.y,
        y2: (c: Ballot) => c.y + 24,
        fill: (c: Ballot) => c.ballot.fill,
        stroke: (c: Ballot) => c.ballot.line,
        title: (c: Ballot) => `${c.row.head}, ${name(c.state)}: ${c.ballot.word}`,
      }),
      Plot.text(cells, {
        x: (c: Ballot) => c.x + cell / 2,
        y: (c: Ballot) => c.y + 12,
        text: (c: Ballot) => c.ballot.glyph,
        fill: (c: Ballot) => c.ballot.ink,
        fontWeight: 600,
        fontSize: cell < 18 ? 10 : 12,
      }),
      Plot.text(heads, {
        x: 'x',
        y: head - 10,
        text: (h: { state: string }) => (full ? name(h.state) : h.state),
        fill: (h: { state: string }) => frame.palette(h.state),
        fontWeight: 600,
        rotate: upright ? 0 : -90,
        fontSize: upright ? 12 : 11,
      }),
      Plot.text(rows, {
        x: 0,
        y: (row: Placed) =>
          row.top + (above ? 5 : (row.bottom - row.top - row.title.split('\n').length * 15 - 16) / 2 + 1),
        text: (row: Placed) => `${row.head}  ·  ${row.date}`,
        textAnchor: 'start',
        lineAnchor: 'top',
        fill: quiet,
        fontSize: 11,
      }),
      Plot.text(rows, {
        x: 0,
        y: (row: Placed) =>
          row.top + (above ? 20 : (row.bottom - row.top - row.title.split('\n').length * 15 - 16) / 2 + 16),
        text: 'title',
        textAnchor: 'start',
        lineAnchor: 'top',
        lineHeight: 1.22,
        fill: ink,
      }),
    ],
  });

  const seen = new Set(cells.map((c) => c.ballot));
  const key = Object.values(ballots)
    .filter((ballot) => seen.has(ballot))
    .map((ballot) => ({
      label: ballot.word,
      glyph: ballot.glyph,
      fill: ballot.fill,
      line: ballot.line,
      ink: ballot.ink,
    }));
  const said = states.map((state) => {
    const tally = Object.values(ballots)
      .map((ballot) => [cells.filter((c) => c.state === state && c.ballot === ballot).length, ballot.word] as const)
      .filter(([n]) => n > 0);
    return `${name(state)}: ${tally.map(([n, word]) => `${n} ${word}`).join(', ')}`;
  });
  return { node, key, summary: `${rows.length} resolutions. ${summarise(said)}` };
};
