import * as Plot from '@observablehq/plot';
import { ink, paper, quiet, rule } from '../lib/colours';
import { pair } from '../lib/format';
import { measure, wrap } from '../lib/text';
import { empty, narrow, plotStyle, size, str, summarise, unique, type Draw } from './frame';

/** From full to blank: lightness tells the states apart, the word in the band or the key names them. */
const looks: Record<string, { word: string; fill: string; ink: string; line: string }> = {
  holds: { word: 'holds', fill: '#2f3b47', ink: '#ffffff', line: '#2f3b47' },
  partly: { word: 'partly', fill: '#a9b3ba', ink: '#1d1d1b', line: '#8b979f' },
  fails: { word: 'fails', fill: '#f3e3d8', ink: '#1d1d1b', line: '#a4633c' },
  cannot_tell: { word: 'cannot tell', fill: '#ffffff', ink: '#55534e', line: '#8d897f' },
  not_observed: { word: 'not observed', fill: '#ffffff', ink: '#55534e', line: '#ffffff' },
};

const lookOf = (text: string) => {
  const word = text.trim().toLowerCase().replaceAll(' ', '_');
  return Object.hasOwn(looks, word) ? word : 'not_observed';
};

/** A band a row; periods that follow each other with the same word are one piece, which bears the word if it fits. */
export const draw: Draw<'rung-band'> = (chart, table, frame) => {
  const periods = unique(table.rows.map((row) => str(row, chart.x)))
    .filter(Boolean)
    .sort();
  const drawn = table.rows.filter((row) => frame.only?.has(row) ?? true);
  const names = unique(drawn.map((row) => str(row, chart.row)));
  if (!periods.length || !names.length) return empty;

  const above = frame.width < narrow;
  const widest = Math.max(...names.map((name) => measure(pair(frame.names, name), size, 600)));
  const labelWide = above ? 0 : Math.min(frame.width * 0.36, 250, widest + 14);
  const step = (frame.width - labelWide - 2) / periods.length;
  const x = (i: number) => labelWide + i * step;
  const cells = new Map(
    table.rows.map((row) => [`${str(row, chart.row)}\n${str(row, chart.x)}`, str(row, chart.value)]),
  );

  let top = 2;
  const rows = names.map((name) => {
    const lines = wrap(pair(frame.names, name), above ? frame.width : labelWide - 12, size, 600);
    const text = lines.length * 15;
    const tall = above ? text + 34 : Math.max(34, text + 8);
    const band = above ? top + text + 3 : top + (tall - 24) / 2;
    const words = periods.map((period) => lookOf(cells.get(`${name}\n${period}`) ?? ''));
    const placed = { name, lines, top, tall, band, words };
    top += tall;
    return placed;
  });
  type Placed = (typeof rows)[number];

  const pieces = rows.flatMap((row) => {
    const list: { row: Placed; word: string; from: number; to: number }[] = [];
    row.words.forEach((word, i) => {
      const last = list.at(-1);
      if (last && last.word === word) last.to = i;
      else list.push({ row, word, from: i, to: i });
    });
    return list;
  });
  type Piece = (typeof pieces)[number];
  const look = (piece: Piece) => looks[piece.word] ?? { word: piece.word, fill: paper, ink: quiet, line: rule };
  const span = (piece: Piece) =>
    piece.from === piece.to ? periods[piece.from] : `${periods[piece.from]} to ${periods[piece.to]}`;
  const box = {
    x1: (piece: Piece) => x(piece.from) + (step > 6 ? 1 : 0),
    x2: (piece: Piece) => x(piece.to + 1) - (step > 6 ? 1 : 0),
    y1: (piece: Piece) => piece.row.band,
    y2: (piece: Piece) => piece.row.band + 24,
    title: (piece: Piece) => `${pair(frame.names, piece.row.name)}, ${span(piece)}: ${look(piece).word}`,
  };
  const open = pieces.filter((piece) => piece.word === 'cannot_tell');
  const blank = pieces.filter((piece) => piece.word === 'not_observed');
  const full = pieces.filter((piece) => !open.includes(piece) && !blank.includes(piece));
  const room = (piece: Piece) => box.x2(piece) - box.x1(piece);
  // The word where it fits; a doubt is marked by its sign even where the word does not.
  const written = (piece: Piece) => {
    if (measure(look(piece).word, 11, 600) + 8 <= room(piece)) return look(piece).word;
    return piece.word === 'cannot_tell' && room(piece) >= 10 ? '?' : '';
  };
  const every = Math.ceil(periods.length / Math.max(1, Math.floor((frame.width - labelWide) / labelRoom(periods))));

  const node = Plot.plot({
    width: frame.width,
    height: top + 20,
    margin: 0,
    style: plotStyle,
    x: { type: 'identity', axis: null },
    y: { type: 'identity', axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(full, {
        ...box,
        fill: (p: Piece) => look(p).fill,
        stroke: (p: Piece) => look(p).line,
        strokeWidth: 0.8,
      }),
      Plot.rect(open, { ...box, fill: paper, stroke: (p: Piece) => look(p).line, strokeDasharray: '3,3' }),
      // Nothing was observed: a thin line keeps the row's place.
      Plot.link(blank, {
        x1: box.x1,
        x2: box.x2,
        y1: (p: Piece) => p.row.band + 12,
        y2: (p: Piece) => p.row.band + 12,
        stroke: '#aaa69c',
        strokeDasharray: '1,3',
        title: box.title,
      }),
      ...[false, true].map((bare) =>
        Plot.text(
          pieces.filter((p) => (p.word === 'not_observed') === bare && written(p)),
          {
            x: (p: Piece) => (box.x1(p) + box.x2(p)) / 2,
            y: (p: Piece) => p.row.band + 12,
            text: written,
            fill: (p: Piece) => look(p).ink,
            // The word interrupts the thin line of its own piece.
            stroke: bare ? paper : undefined,
            strokeWidth: 5,
            fontSize: 11,
            fontWeight: 600,
          },
        ),
      ),
      Plot.text(rows, {
        x: above ? 0 : labelWide - 8,
        y: (row: Placed) => (above ? row.top : row.band + 12),
        text: (row: Placed) => row.lines.join('\n'),
        textAnchor: above ? 'start' : 'end',
        lineAnchor: above ? 'top' : 'middle',
        lineHeight: 1.25,
        fontWeight: 600,
        fill: ink,
      }),
      Plot.text(
        periods.map((text, i) => ({ text, i })).filter(({ i }) => i % every === 0),
        {
          x: ({ text, i }: { text: string; i: number }) =>
            Math.max(measure(text) / 2 + 1, Math.min(x(i + 0.5), frame.width - measure(text) / 2 - 1)),
          y: top + 8,
          text: 'text',
          fill: quiet,
        },
      ),
    ],
  });

  const seen = new Set(pieces.map((piece) => piece.word));
  const key = Object.entries(looks)
    .filter(([word]) => seen.has(word))
    .map(([word, { word: label, fill, line }]) => ({
      label,
      fill,
      line: word === 'not_observed' ? rule : line,
      glyph: word === 'cannot_tell' ? '?' : word === 'not_observed' ? '·' : undefined,
    }));
  const said = rows.map((row) => {
    const own = pieces.filter((piece) => piece.row === row);
    return `${pair(frame.names, row.name)}: ${own.map((piece) => `${look(piece).word} ${span(piece)}`).join(', ')}`;
  });
  return { node, key, summary: summarise(said) };
};

function labelRoom(periods: string[]): number {
  return Math.max(...periods.map((period) => measure(period))) + 8;
}
