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
  const parts = Math.ceil(height / most);
  if (parts < 2) return [whole];

  if (chart.type === 'ballot-grid' || chart.type === 'share-bars') {
    return slices(table.rows, parts).map((rows) => drawChart(chart, { ...table, rows }, frame));
  }
  if (chart.type === 'spans' || chart.type === 'dot-strip') {
    const lanes = unique(table.rows.map((row) => str(row, chart.row)));
    return slices(lanes, parts).map((some) => drawChart(chart, table, { ...frame, lanes: new Set(some) }));
  }
  return [whole];
}

function slices<T>(list: T[], parts: number): T[][] {
  const size = Math.ceil(list.length / parts);
  return Array.from({ length: parts }, (_, i) => list.slice(i * size, (i + 1) * size)).filter((slice) => slice.length);
}
