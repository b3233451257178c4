import type { Cell, Chart, Table } from './brief';

/**
 * A field by RFC 4180. Text that a spreadsheet would run as a formula gets a leading apostrophe: the cells come from
 * imported files, and people open a CSV with a double click. Numbers, negative ones too, stay as they are.
 */
function field(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  let text = String(value);
  if (typeof value === 'string' && /^[=@\t\r]|^[+-](?![\d.])/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The faint lines behind paths as rows of the same table: line, place across and height alone, null in a gap. */
export function contextRows(chart: Chart): Table['rows'] {
  if (chart.type !== 'paths' || !chart.context) return [];
  const { x, lines } = chart.context;
  return Object.entries(lines).flatMap(([name, heights]) =>
    heights.map((height, i) => ({ [chart.series]: name, [chart.x]: x[i] ?? null, [chart.y]: height })),
  );
}

/**
 * The table as CSV, and below it what a chart draws besides: keys as header, raw values (shares as 0 to 1, states as
 * codes, dates as ISO), CRLF line ends.
 */
export function toCsv(table: Table, chart: Chart = { type: 'none' }): string {
  const keys = table.columns.map((column) => column.key);
  const lines = [keys.map(field).join(',')];
  const behind = contextRows(chart).filter((row) => chart.type === 'paths' && row[chart.y] !== null);
  for (const row of [...table.rows, ...behind]) lines.push(keys.map((key) => field(row[key])).join(','));
  return lines.join('\r\n') + '\r\n';
}

/** Hands text to the reader as a file, without a server. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
