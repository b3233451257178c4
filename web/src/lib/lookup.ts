import type { Brief, Finding, Section, Source } from './brief';

export interface Numbered {
  source: Source;
  number: number;
}

/** Look-ups over a brief, made once: findings and sources by id, and the number that a source bears in the list. */
export interface Index {
  findings: Map<string, Finding>;
  sources: Map<string, Numbered>;
}

export function indexOf(brief: Brief): Index {
  return {
    findings: new Map(brief.findings.map((finding) => [finding.id, finding])),
    sources: new Map(brief.sources.map((source, i) => [source.id, { source, number: i + 1 }])),
  };
}

/** Sources that an exhibit names, and those that only single rows name, each with the number it bears in the list. */
export function splitSources(brief: Brief): { cited: Numbered[]; rows: Numbered[] } {
  const ids = new Set(brief.sections.flatMap((section) => section.exhibits.flatMap((exhibit) => exhibit.sources)));
  const all = brief.sources.map((source, i) => ({ source, number: i + 1 }));
  return { cited: all.filter((one) => ids.has(one.source.id)), rows: all.filter((one) => !ids.has(one.source.id)) };
}

/** The findings that a section's exhibits state. */
export function findingsOf(section: Section, index: Index): Finding[] {
  const ids = new Set(section.exhibits.flatMap((exhibit) => exhibit.findings));
  return [...ids].flatMap((id) => index.findings.get(id) ?? []);
}
