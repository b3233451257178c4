import type { Cell, Chart, Table } from '../lib/brief';
import type { Palette } from '../lib/colours';
import { ink } from '../lib/colours';
import type { Names } from '../lib/format';
import { font } from '../lib/text';

/** What a chart may know about its surroundings. It gets a width and makes its own height. */
export interface Frame {
  width: number;
  names: Names;
  palette: Palette;
  period: { since: string; until: string };
  /** Draw these rows only, on the scale of all: how a long chart is cut for paper. */
  only?: Set<Row>;
}

/** One entry of the key over a chart, for what cannot be labelled in place. */
export interface KeyEntry {
  label: string;
  fill?: string;
  line?: string;
  ink?: string;
  glyph?: string;
  symbol?: string;
}

export interface Drawing {
  /** What Plot returns. Null: nothing in the table can be drawn. */
  node: Element | null;
  key: KeyEntry[];
  /** The picture in words, for those who do not see it. */
  summary: string;
}

export type ChartOf<T extends Chart['type']> = Extract<Chart, { type: T }>;
export type Draw<T extends Chart['type']> = (chart: ChartOf<T>, table: Table, frame: Frame) => Drawing;

export type Row = Record<string, Cell>;

/** What tells kinds or lines apart besides their shade, in the order in which they are given out. */
export const symbols = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye'] as const;

export const size = 12;
export const narrow = 520;

export const plotStyle = {
  fontFamily: font,
  fontSize: `${size}px`,
  color: ink,
  background: 'none',
  overflow: 'visible',
};

export function num(row: Row, key: string | undefined): number | null {
  if (key === undefined) return null;
  const value = row[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function str(row: Row, key: string | undefined): string {
  if (key === undefined) return '';
  const value = row[key];
  return value === null || value === undefined ? '' : String(value);
}

/** Whether a cell emphasises its row: anything but nothing and zero. */
export function marked(row: Row, key: string): boolean {
  const value = row[key];
  return value !== null && value !== undefined && value !== '' && value !== 0 && value !== '0';
}

/** Milliseconds of an ISO date, which may be a year or a month alone. */
export function time(text: string): number | null {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(text)) return null;
  const value = Date.parse(text);
  return Number.isNaN(value) ? null : value;
}

export function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}

/** The first few statements and how many more the table holds: a summary must stay listenable. */
export function summarise(parts: string[], most = 12): string {
  const more = parts.length - most;
  return parts.slice(0, most).join('; ') + (more > 0 ? `; and ${more} more in the table` : '') + '.';
}

export const empty: Drawing = { node: null, key: [], summary: '' };
