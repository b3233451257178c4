import type { Brief, Finding, Section, Source } from './brief';

/** Look-ups over a brief, made once: findings and sources by id, and the number that a source bears in the list. */
export interface Index {
  findings: Map<string, Finding>;
  sources: Map<string, { source: Source; number: number }>;
}

export function indexOf(brief: Brief): Index {
  return {
    findings: new Map(brief.findings.map((finding) => [finding.id, finding])),
    sources: new Map(brief.sources.map((source, i) => [source.id, { source, number: i + 1 }])),
  };
}

/** The findings that a section's exhibits state. */
export function findingsOf(section: Section, index: Index): Finding[] {
  const ids = new Set(section.exhibits.flatMap((exhibit) => exhibit.findings));
  return [...ids].flatMap((id) => index.findings.get(id) ?? []);
}
