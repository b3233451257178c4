import { flushSync } from 'svelte';

/**
 * Whether the page is being laid out for paper, where charts are drawn for a width of 800 pixels, whatever the window's,
 * and set down to the 650 that the text takes on A4: their words then have the size of a foot note. None may be higher
 * than what a page leaves beside a heading. In CSS pixels.
 */
export const paper = $state({ on: false, width: 800, height: 1000 });

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
