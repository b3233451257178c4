import { getContext, setContext } from 'svelte';
import type { Brief } from './brief';
import type { Palette } from './colours';
import type { Index } from './lookup';

/** What the dialog shows: findings with their rows, or the rows of a claim. */
export interface Ask {
  title: string;
  findings: string[];
  evidence: string[];
}

/** What every part of the page needs, so that it need not be handed down level by level. */
export interface Page {
  brief: Brief;
  index: Index;
  palette: Palette;
  ask: (ask: Ask, opener: HTMLElement | null) => void;
}

const key = Symbol('page');

export function providePage(page: Page): Page {
  return setContext(key, page);
}

export function usePage(): Page {
  return getContext<Page>(key);
}
