import type { Brief, Section } from './brief';
import { slug } from './links';

export interface Entry {
  id: string;
  text: string;
  observed: boolean;
}

/** The sections that follow each other under one heading. */
export interface Part {
  title: string;
  sections: Section[];
}

/** Sections by part, in their order. A section that names none goes with the one before it. */
export function partsOf(sections: Section[]): Part[] {
  const parts: Part[] = [];
  for (const section of sections) {
    const last = parts.at(-1);
    if (last && (!section.part || section.part === last.title)) last.sections.push(section);
    else parts.push({ title: section.part || 'What the record shows', sections: [section] });
  }
  return parts;
}

/** How the page closes, whatever its sections are. */
export const closing = 'Claims, method, sources';

/** All that a table of contents lists. */
export function outline(brief: Brief): { title: string; entries: Entry[] }[] {
  return [
    ...partsOf(brief.sections).map((part) => ({
      title: part.title,
      entries: part.sections.map(({ id, layer, observed }) => ({ id: slug(id), text: layer, observed })),
    })),
    {
      title: closing,
      entries: [
        ...(brief.claims.length ? [{ id: 'claims', text: 'Published claims', observed: true }] : []),
        { id: 'method', text: 'Data and method', observed: true },
        { id: 'sources', text: 'Sources', observed: true },
      ],
    },
  ];
}
