import type { Chart, Table } from '../lib/brief';
import { drawChart } from './draw';
import { str, unique, type Drawing, type Frame } from './frame';

/**
 * The drawings of a chart for paper, each no higher than a page: an SVG cannot break across two. Only charts that are
 * lists of rows or lanes can be cut; the scale stays that of the whole.
 */
export function drawPages(chart: Chart, table: Table, frame: Frame, most: number): Drawing[] {
  const whole = drawChart(chart, table, frame);
  const height = Number(whole.node?.getAttribute('height') ?? 0);
  const pages = height / most;
  if (pages <= 1) return [whole];

  if (chart.type === 'ballot-grid' || chart.type === 'share-bars') {
    return slices(table.rows, pages).map((rows) => drawChart(chart, { ...table, rows }, frame));
  }
  if (chart.type === 'spans' || chart.type === 'dot-strip') {
    const lanes = unique(table.rows.map((row) => str(row, chart.row)));
    return slices(lanes, pages).map((some) => drawChart(chart, table, { ...frame, lanes: new Set(some) }));
  }
  return [whole];
}

/** Full pages first and the rest on the last one, so that paper is not left half empty. */
function slices<T>(list: T[], pages: number): T[][] {
  const size = Math.max(1, Math.floor(list.length / pages));
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
