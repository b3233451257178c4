import * as Plot from '@observablehq/plot';
import { ink, quiet, rule, steps } from '../lib/colours';
import { date, nameOf } from '../lib/format';
import { measure } from '../lib/text';
import { empty, plotStyle, size, str, summarise, symbols, unique, type Draw, type KeyEntry } from './frame';
import { rankWord, sortRanks } from './ranks';

const rowHigh = 22;
const footHigh = 50;

/**
 * States down, meetings across in the order of their dates; a line joins the states that met. Symbol and lightness give
 * the rank that each sent. What does not fit one line of meetings goes on in a further one below.
 */
export const draw: Draw<'attendance'> = (chart, table, frame) => {
  const { states } = chart;
  const name = (state: string) => nameOf(frame.names, state);
  const meetings = table.rows
    .filter((row) => frame.only?.has(row) ?? true)
    .map((row) => ({
      id: str(row, chart.meeting),
      day: str(row, chart.date),
      title: str(row, chart.title),
      rank: str(row, chart.rank),
      who: states.flatMap((state, s) => (str(row, state) ? { state, s, rank: str(row, state) } : [])),
    }))
    .filter((meeting) => meeting.who.length)
    .sort((a, b) => a.day.localeCompare(b.day));
  if (!meetings.length) return empty;

  const ranks = sortRanks(unique(table.rows.flatMap((row) => states.map((state) => str(row, state)))).filter(Boolean));
  const shades = steps(ranks.length);
  const symbolOf = (rank: string) => symbols[Math.min(ranks.indexOf(rank), symbols.length - 1)] ?? 'circle';
  const fillOf = (rank: string) => shades[ranks.indexOf(rank)]?.fill ?? ink;

  const left = Math.max(...states.map((state) => measure(name(state), size, 600))) + 18;
  const room = frame.width - left - 6;
  const perBand = Math.max(1, Math.floor(room / Math.min(30, Math.max(15, room / meetings.length))));
  const step = Math.min(46, room / Math.min(perBand, meetings.length));
  const bandHigh = states.length * rowHigh + footHigh + 14;
  const placed = meetings.map((meeting, i) => ({
    ...meeting,
    band: Math.floor(i / perBand),
    x: left + ((i % perBand) + 0.5) * step,
    top: Math.floor(i / perBand) * bandHigh,
  }));
  type Placed = (typeof placed)[number];
  const y = (top: number, s: number) => top + (s + 0.5) * rowHigh;
  const bands = unique(placed.map((meeting) => meeting.top));
  const lanes = bands.flatMap((top) => states.map((state, s) => ({ state, y: y(top, s) })));
  type Lane = (typeof lanes)[number];
  const dots = placed.flatMap((meeting) =>
    meeting.who.map((one) => ({ ...one, meeting, x: meeting.x, y: y(meeting.top, one.s) })),
  );
  type Dot = (typeof dots)[number];
  const words = (meeting: Placed) =>
    `${date(meeting.day)}: ${meeting.title}${meeting.rank ? ` (${rankWord(meeting.rank)})` : ''}; ${meeting.who
      .map((one) => `${name(one.state)} ${rankWord(one.rank)}`)
      .join(', ')}`;

  const node = Plot.plot({
    width: frame.width,
    height: bands.length * bandHigh - 8,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    symbol: { type: 'identity' },
    marks: [
      Plot.ruleY(lanes, { x1: left - 4, x2: frame.width, y: 'y', stroke: rule }),
      Plot.link(placed, {
        x1: 'x',
        x2: 'x',
        y1: (m: Placed) => y(m.top, m.who[0]?.s ?? 0),
        y2: (m: Placed) => y(m.top, m.who.at(-1)?.s ?? 0),
        stroke: ink,
        strokeWidth: 1.6,
      }),
      Plot.dot(dots, {
        x: 'x',
        y: 'y',
        r: 4.6,
        symbol: (dot: Dot) => symbolOf(dot.rank),
        fill: (dot: Dot) => fillOf(dot.rank),
        stroke: ink,
        strokeWidth: 0.9,
        title: (dot: Dot) => words(dot.meeting),
      }),
      Plot.text(lanes, {
        x: left - 12,
        y: 'y',
        text: (lane: Lane) => name(lane.state),
        textAnchor: 'end',
        fontWeight: 600,
        fill: (lane: Lane) => frame.palette(lane.state),
      }),
      Plot.text(placed, {
        x: 'x',
        y: (m: Placed) => m.top + states.length * rowHigh + 4,
        text: (m: Placed) => date(m.day.slice(0, 7)),
        rotate: -90,
        textAnchor: 'end',
        fontSize: 10.5,
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
  return { node, key, summary: `${placed.length} meetings. ${summarise(placed.map(words), 8)}` };
};
