import type { Finding } from './brief';

export type Piece = { text: string; finding?: string };

/**
 * Cuts a paragraph so that each "44 of 75" which exactly one finding at hand states can be clicked. Where two findings
 * share the figure, the text stays plain: a wrong link is worse than none.
 */
export function pieces(paragraph: string, findings: Finding[]): Piece[] {
  const owners = new Map<string, string | null>();
  for (const { id, numerator, n } of findings) {
    if (numerator === null || n === null) continue;
    const figure = `${numerator}/${n}`;
    owners.set(figure, owners.has(figure) ? null : id);
  }
  const out: Piece[] = [];
  let from = 0;
  for (const match of paragraph.matchAll(/\b(\d+) of (\d+)\b/g)) {
    const finding = owners.get(`${match[1]}/${match[2]}`);
    if (!finding) continue;
    out.push({ text: paragraph.slice(from, match.index) }, { text: match[0], finding });
    from = match.index + match[0].length;
  }
  out.push({ text: paragraph.slice(from) });
  return out.filter((piece) => piece.text);
}
