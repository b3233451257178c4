import type { Chart, Table } from '../lib/brief';
import { drawChart } from './draw';
import { str, unique, type Drawing, type Frame, type Row } from './frame';

/**
 * The drawings of a chart for paper, each no higher than a page: an SVG cannot break across two. Only charts that are
 * lists of rows or lanes can be cut; the scale stays that of the whole.
 */
export function drawPages(chart: Chart, table: Table, frame: Frame, most: number): Drawing[] {
  const whole = drawChart(chart, table, frame);
  const pages = heightOf(whole) / most;
  if (pages <= 1) return [whole];

  if (chart.type === 'ballot-grid' || chart.type === 'share-bars') {
    return slices(table.rows, pages).map((rows) => drawChart(chart, { ...table, rows }, frame));
  }
  const inPart = (rows: Row[]) => drawChart(chart, table, { ...frame, only: new Set(rows) });
  if (chart.type === 'intervals' || chart.type === 'attendance') {
    const order = chart.type === 'attendance' ? chart.date : null;
    const rows = [...table.rows];
    if (order) rows.sort((a, b) => str(a, order).localeCompare(str(b, order)));
    return cut(
      rows.map((row) => [row]),
      most,
      inPart,
    );
  }
  if ('row' in chart) {
    const lanes = unique(table.rows.map((row) => str(row, chart.row)));
    const units = lanes.map((lane) => table.rows.filter((row) => str(row, chart.row) === lane));
    return cut(units, most, inPart);
  }
  return [whole];
}

/**
 * As many lanes as fit on a page, then the next page; a lane that is higher than a page alone is cut between its rows.
 */
function cut(units: Row[][], most: number, draw: (rows: Row[]) => Drawing): Drawing[] {
  const pages: Drawing[] = [];
  let rest = units;
  while (rest.length) {
    let page = draw(rest[0] ?? []);
    let taken = 1;
    if (heightOf(page) > most && (rest[0]?.length ?? 0) > 1) {
      pages.push(
        ...cut(
          (rest[0] ?? []).map((row) => [row]),
          most,
          draw,
        ),
      );
    } else {
      for (; taken < rest.length; taken++) {
        const larger = draw(rest.slice(0, taken + 1).flat());
        if (heightOf(larger) > most) break;
        page = larger;
      }
      pages.push(page);
    }
    rest = rest.slice(taken);
  }
  return pages;
}

function heightOf(drawing: Drawing): number {
  return Number(drawing.node?.getAttribute('height') ?? 0);
}

/** Full pages first and the rest on the last one, so that paper is not left half empty. */
function slices<T>(list: T[], pages: number): T[][] {
  const size = Math.max(1, Math.floor(list.length / pages));
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
