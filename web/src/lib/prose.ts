import type { Finding } from './brief';
import { tidy } from './format';

export type Piece = { text: string; finding?: string };

/**
 * Cuts a paragraph so that each "44 of 75" which a finding at hand states can be clicked. Where two findings that ask
 * different things share the figure, the text stays plain: a wrong link is worse than none.
 */
export function pieces(paragraph: string, findings: Finding[]): Piece[] {
  const owners = new Map<string, { id: string | null; asked: string }>();
  for (const { id, measure, subjects, numerator, n } of findings) {
    if (numerator === null || n === null) continue;
    const figure = `${numerator}/${n}`;
    const asked = `${measure} ${subjects.join(' ')}`;
    const owner = owners.get(figure);
    if (!owner) owners.set(figure, { id, asked });
    else if (owner.asked !== asked) owner.id = null;
  }
  paragraph = tidy(paragraph);
  const out: Piece[] = [];
  let from = 0;
  for (const match of paragraph.matchAll(/\b(\d+) of (\d+)\b/g)) {
    const finding = owners.get(`${match[1]}/${match[2]}`)?.id;
    if (!finding) continue;
    out.push({ text: paragraph.slice(from, match.index) }, { text: match[0], finding });
    from = match.index + match[0].length;
  }
  out.push({ text: paragraph.slice(from) });
  return out.filter((piece) => piece.text);
}
