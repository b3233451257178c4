import type { Brief } from './brief';

/** Either the brief, or words for a reader that say why there is none. */
export type Reading = { brief: Brief } | { problem: string; hint: string };

const format = 'blocs-brief/1';

export function readBrief(page: Document): Reading {
  const text = page.getElementById('brief-data')?.textContent ?? 'null';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return {
      problem: 'The findings in this file cannot be read.',
      hint: `The file seems to be cut short or damaged (${error instanceof Error ? error.message : 'not JSON'}). Make the brief again.`,
    };
  }
  if (data === null || typeof data !== 'object') {
    return {
      problem: 'This page holds no findings yet.',
      hint: 'It is the empty page that a brief is made from. Run “blocs brief CRINK -o brief.html” and open the file that it writes.',
    };
  }
  const found = (data as { format?: unknown }).format;
  if (found !== format) {
    return {
      problem: 'This page cannot read these findings.',
      hint: `It reads ${format}; the file says ${typeof found === 'string' ? found : 'nothing about its format'}. Make the brief with the program that the page came with.`,
    };
  }
  return { brief: data as Brief };
}
