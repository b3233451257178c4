import * as Plot from '@observablehq/plot';
import { ink, neutral, paper, quiet, rule } from '../lib/colours';
import { contextRows } from '../lib/csv';
import { brief, date, number, pair, percent, statesIn } from '../lib/format';
import { measure, wrap } from '../lib/text';
import { niceTicks, pushApart, yearTicks } from './axis';
import {
  empty,
  marked,
  narrow,
  num,
  plotStyle,
  size,
  str,
  summarise,
  symbols,
  time,
  unique,
  type Draw,
  type KeyEntry,
} from './frame';

const dashes = ['', '7,3', '2,3', '9,3,2,3', '4,2', '1,3'] as const;

interface Point {
  at: number;
  text: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** Which piece of an interrupted line it belongs to, and what holds along the piece. */
  piece: number;
  along: string;
}

/**
 * Lines over time with bands. Those that are not emphasised become one faint path, so that some hundred cost no more
 * than one; the others stand before them in the colour of their state (or a dash of their own) with their name at the end.
 */
export const draw: Draw<'paths'> = (chart, table, frame) => {
  const all = [...table.rows, ...contextRows(chart)].flatMap((row, i) => {
    const text = str(row, chart.x);
    const day = time(text);
    const at = day ?? num(row, chart.x);
    if (at === null) return [];
    return {
      at,
      text,
      isDay: day !== null,
      series: str(row, chart.series),
      strong: i < table.rows.length && (chart.emphasis === undefined || marked(row, chart.emphasis)),
      value: num(row, chart.y),
      low: num(row, chart.low),
      high: num(row, chart.high),
      reference: num(row, chart.reference),
      piece: 0,
      along: str(row, chart.break),
    };
  });
  if (!all.some((point) => point.value !== null)) return empty;

  const isTime = all.every((point) => point.isDay);
  const isShare = /^(share|proportion)$/i.test(chart.unit);
  const show = isShare ? percent : brief;
  const groups = new Map<string, typeof all>();
  for (const point of all) {
    const list = groups.get(point.series);
    if (list) list.push(point);
    else groups.set(point.series, [point]);
  }
  for (const list of groups.values()) {
    list.sort((a, b) => a.at - b.at);
    let piece = 0;
    list.forEach((point, i) => (point.piece = point.along === (list[i - 1]?.along ?? point.along) ? piece : ++piece));
  }
  const faint = [...groups].filter(([, list]) => !list.some((point) => point.strong));
  let plain = 0;
  const strong = [...groups]
    .filter(([, list]) => list.some((point) => point.strong))
    .map(([name, list], i) => {
      const states = statesIn(name).filter((state) => Object.hasOwn(frame.names, state));
      return {
        label: pair(frame.names, name),
        colours: states.length ? states.slice(0, 2).map(frame.palette) : [neutral],
        dash: states.length ? '' : (dashes[plain++ % dashes.length] ?? ''),
        list: list as Point[],
        place: i,
        symbol: symbols[i % symbols.length] ?? 'circle',
        last: list.filter((point) => point.value !== null).at(-1),
      };
    });
  type Series = (typeof strong)[number];

  const seen = all.flatMap((p) => [p.value, p.low, p.high, p.reference]).filter((value) => value !== null);
  const least = Math.min(...spread(seen, Math.min));
  const most = Math.max(...spread(seen, Math.max));
  // Shares and counts start at nothing, unless that would press everything against the top.
  const floor = least >= 0 && least < most * 0.5 ? 0 : least;
  const margin = (most - floor || 1) * 0.03;
  const [low, high] = [floor === 0 ? 0 : floor - margin, most + margin];
  const top = 12;
  const foot = chart.break ? 46 : 28;
  // A crowd in the background needs height to be told apart.
  const tall = Math.max((faint.length > 20 ? 340 : 222) + foot, strong.length * 32 + 40);
  const endWide = frame.width < narrow ? 96 : 150;
  const ticks = niceTicks(low, high, 5);
  const left = Math.max(...ticks.map((value) => measure(show(value)))) + 14;
  const right = frame.width - endWide;
  const y = (value: number) => top + (1 - (value - low) / Math.max(1e-9, high - low)) * (tall - top - foot);
  const ats = unique(all.map((point) => point.at)).sort((a, b) => a - b);
  const first = ats[0] ?? 0;
  const final = ats.at(-1) ?? 1;
  const x = (at: number) => left + ((at - first) / Math.max(1e-9, final - first)) * (right - left);

  const textAt = new Map(all.map((point) => [point.at, point.text]));
  const years = isTime ? yearTicks(first, final, right - left) : [];
  const every = Math.ceil(ats.length / Math.max(1, Math.floor((right - left) / (isTime ? 66 : 44))));
  const below =
    years.length > 1
      ? years.map((at) => ({ at, text: String(new Date(at).getUTCFullYear()) }))
      : isTime || ats.length <= 12
        ? ats.filter((_, i) => i % every === 0).map((at) => ({ at, text: date(textAt.get(at) ?? '') }))
        : niceTicks(first, final, 6).map((at) => ({ at, text: number(at) }));

  const reference = unique(all.filter((p) => p.reference !== null).map((p) => p.at))
    .sort((a, b) => a - b)
    .map((at) => ({ at, value: all.find((p) => p.at === at && p.reference !== null)?.reference ?? NaN }));
  const referenceName = table.columns.find((column) => column.key === chart.reference)?.label ?? 'reference';

  // One path with gaps between the series.
  const background = faint.flatMap(([, list]) => [...list, { at: list.at(-1)?.at ?? first, value: null }]);
  const place = {
    x: (p: { at: number }) => x(p.at),
    y: (p: { value: number | null }) => (p.value === null ? NaN : y(p.value)),
  };
  const labels = [
    ...strong
      .filter((s) => s.last)
      .map((s) => ({ name: s.label, value: s.last?.value ?? 0, at: s.last?.at ?? 0, colour: s.colours[0] ?? ink })),
    ...reference.slice(-1).map((end) => ({ name: referenceName, value: end.value, at: end.at, colour: quiet })),
  ].map((end) => {
    const lines = [...wrap(end.name, endWide - 14, size, 600), show(end.value)];
    return { ...end, lines, tall: lines.length * 14, from: y(end.value), end: end.at, at: y(end.value) };
  });
  pushApart(labels, tall);
  type Label = (typeof labels)[number];

  // Along the foot, what holds for each piece of an interrupted line, where there is room to say it.
  const pieces = chart.break
    ? strong.flatMap((s) => {
        const ends = unique(s.list.map((p) => p.piece)).map((piece) => s.list.filter((p) => p.piece === piece));
        return ends.map((list) => {
          const [from, to] = [x(list[0]?.at ?? 0), x(list.at(-1)?.at ?? 0)];
          return { text: list[0]?.along ?? '', middle: (from + to) / 2, wide: to - from };
        });
      })
    : [];

  const signed = (s: Series, i: number) => {
    if (s.list.length <= 24) return true;
    return strong.length > 1 && (i + s.place * 2) % Math.ceil(s.list.length / 6) === 0;
  };

  const node = Plot.plot({
    width: frame.width,
    height: tall,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    symbol: { type: 'identity' },
    marks: [
      Plot.ruleY(ticks.map(y), { x1: left, x2: right, stroke: rule }),
      Plot.ruleY(low < 0 && high > 0 ? [y(0)] : [], { x1: left, x2: right, stroke: '#8b8f92' }),
      Plot.text(ticks, { x: left - 8, y, text: show, textAnchor: 'end', fill: quiet }),
      Plot.text(below, {
        x: (tick: { at: number }) => Math.min(Math.max(x(tick.at), 16), frame.width - 16),
        y: tall - 9,
        text: 'text',
        fill: quiet,
      }),
      Plot.text(
        pieces.filter((piece) => measure(piece.text, 11) + 4 < Math.max(piece.wide, 14)),
        { x: 'middle', y: tall - 26, text: 'text', fill: quiet, fontSize: 11 },
      ),
      Plot.line(background, { ...place, z: null, stroke: '#a9a49a', strokeOpacity: 0.4, strokeWidth: 0.6 }),
      ...strong
        .filter((s) => s.list.some((p) => p.low !== null && p.high !== null))
        .map((s) =>
          Plot.areaY(s.list, {
            x: place.x,
            y1: (p: Point) => (p.low === null ? NaN : y(p.low)),
            y2: (p: Point) => (p.high === null ? NaN : y(p.high)),
            z: 'piece',
            fill: s.colours[0],
            fillOpacity: strong.length > 8 ? 0.1 : 0.24,
          }),
        ),
      Plot.line(reference, { ...place, stroke: ink, strokeWidth: 1.2, strokeDasharray: '4,4' }),
      ...strong.flatMap((s: Series) => [
        // A point without neighbours makes no band either: its interval is a stroke.
        Plot.link(
          s.list.filter((p, i) => p.value !== null && p.low !== null && p.high !== null && isAlone(s.list, i)),
          {
            x1: place.x,
            x2: place.x,
            y1: (p: Point) => y(p.low ?? 0),
            y2: (p: Point) => y(p.high ?? 0),
            stroke: s.colours[0],
            strokeOpacity: 0.24,
            strokeWidth: 4,
          },
        ),
        Plot.line(s.list, { ...place, z: 'piece', stroke: paper, strokeWidth: 4, strokeOpacity: 0.6 }),
        Plot.line(s.list, { ...place, z: 'piece', stroke: s.colours[0], strokeWidth: 2, strokeDasharray: s.dash }),
        ...(s.colours[1]
          ? [Plot.line(s.list, { ...place, z: 'piece', stroke: s.colours[1], strokeWidth: 2, strokeDasharray: '6,6' })]
          : []),
        // Symbols here and there tell lines apart in grey print; a value without neighbours makes no line.
        Plot.dot(
          s.list.filter((p, i) => p.value !== null && (signed(s, i) || isAlone(s.list, i))),
          { ...place, r: 3, symbol: () => s.symbol, fill: s.colours[0], stroke: paper, strokeWidth: 0.7 },
        ),
        Plot.dot(s.list, {
          ...place,
          r: 5,
          fill: 'transparent',
          title: (p: Point) => `${s.label}, ${date(p.text)}: ${valueWords(p, show)}`,
        }),
      ]),
      Plot.link(labels, {
        x1: (label: Label) => x(label.end) + 3,
        x2: right + 8,
        y1: 'from',
        y2: 'at',
        stroke: '#b9b4a8',
        strokeWidth: 0.7,
      }),
      Plot.text(labels, {
        x: right + 10,
        y: 'at',
        text: (label: Label) => label.lines.join('\n'),
        textAnchor: 'start',
        lineHeight: 1.16,
        fontWeight: 600,
        fill: 'colour',
      }),
    ],
  });

  const key: KeyEntry[] = [{ label: isShare ? 'share' : chart.unit }];
  if (strong.some((s) => s.list.some((p) => p.low !== null && p.high !== null)))
    key.push({ label: `band: ${chart.band ?? 'interval'}`, fill: '#dcdad5', line: '#dcdad5' });
  const across = table.columns.find((column) => column.key === chart.x)?.label;
  if (!isTime && across) key.push({ label: `across: ${across.toLowerCase()}` });
  const along = table.columns.find((column) => column.key === chart.break)?.label;
  if (along) key.push({ label: `along the foot: ${along.toLowerCase()}` });
  if (faint.length) key.push({ label: `faint: ${faint.length} others` });
  const said = strong.map((s) => {
    const known = s.list.filter((p) => p.value !== null);
    const [a, b] = [known[0], known.at(-1)];
    if (!a || !b) return `${s.label}: not recorded`;
    if (a === b) return `${s.label}: ${valueWords(a, show)} in ${date(a.text)}`;
    return `${s.label}: ${valueWords(a, show)} in ${date(a.text)}, ${valueWords(b, show)} in ${date(b.text)}`;
  });
  const others = faint.length ? ` ${faint.length} other series are drawn faintly.` : '';
  return { node, key, summary: `In ${chart.unit}. ${summarise(said)}${others}` };
};

function valueWords(point: Point, show: (value: number) => string): string {
  if (point.value === null) return 'not recorded';
  const range = point.low !== null && point.high !== null ? ` (${show(point.low)} to ${show(point.high)})` : '';
  return show(point.value) + range;
}

function isAlone(list: Point[], i: number): boolean {
  const known = (at: number) => (list[at]?.value ?? null) !== null && list[at]?.piece === list[i]?.piece;
  return !known(i - 1) && !known(i + 1);
}

/** The least or greatest of each thousand: a call cannot take as many arguments as a long table has cells. */
function spread(values: number[], pick: (...list: number[]) => number): number[] {
  const out: number[] = [];
  for (let i = 0; i < values.length; i += 1000) out.push(pick(...values.slice(i, i + 1000)));
  return out;
}
