import { flushSync } from 'svelte';

/**
 * Whether the page is being laid out for paper, where charts take the width of the text on A4 whatever the window's, and
 * none may be higher than what a page leaves beside a heading. In CSS pixels.
 */
export const paper = $state({ on: false, width: 650, height: 850 });

function set(on: boolean): void {
  // The browser takes its picture as soon as the handler returns: the charts must be redrawn by then.
  flushSync(() => {
    paper.on = on;
  });
}

export function watchPrint(): () => void {
  const media = window.matchMedia('print');
  const before = () => set(true);
  const after = () => set(false);
  const change = () => set(media.matches);
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  media.addEventListener('change', change);
  set(media.matches);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
    media.removeEventListener('change', change);
  };
}
