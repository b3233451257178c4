import type { Brief, Table } from './brief';
import type { Index } from './lookup';
import { hostOf, safeUrl } from './links';

export interface EvidenceRow {
  id: string;
  date: string;
  what: string;
  /** Words for the source and, where it may be one, its link. */
  source: string;
  url: string | null;
}

/** The rows that ids stand for. An id that this file does not carry is listed too: it says so rather than vanish. */
export function rowsFor(brief: Brief, index: Index, ids: string[]): EvidenceRow[] {
  return ids.map((id) => {
    const row = Object.hasOwn(brief.evidence, id) ? brief.evidence[id] : undefined;
    if (!row)
      return { id, date: '', what: 'This row is not in this file; ask for it by its id.', source: '', url: null };
    const source = index.sources.get(row.source)?.source;
    const url = safeUrl(row.url) ?? safeUrl(source?.url) ?? safeUrl(row.source);
    const name = source?.title ?? (url ? hostOf(url) : row.source);
    return { id, date: row.date, what: row.what, source: name, url };
  });
}

export function evidenceTable(rows: EvidenceRow[]): Table {
  return {
    columns: [
      { key: 'id', label: 'Row', type: 'text' },
      { key: 'date', label: 'Date', type: 'date' },
      { key: 'what', label: 'What', type: 'text' },
      { key: 'source', label: 'Source', type: 'text' },
      { key: 'url', label: 'Address', type: 'link' },
    ],
    rows: rows.map((row) => ({ ...row })),
  };
}
