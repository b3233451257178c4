/** Text widths for charts: SVG does not wrap, so we do. */
// Not system-ui: on Linux that may be any face, and some are far wider than the rest.
export const font = `-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif`;

let canvas: CanvasRenderingContext2D | null | undefined;

export function measure(text: string, size = 12, weight = 400): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length * size * 0.56;
  canvas.font = `${weight} ${size}px ${font}`;
  return canvas.measureText(text).width;
}

/**
 * Lines no wider than `width`; a line may also end after a dash. A single word that is too long is cut, so that nothing
 * leaves the chart.
 */
export function wrap(text: string, width: number, size = 12, weight = 400): string[] {
  const fits = (line: string) => measure(line, size, weight) <= width;
  const lines: string[] = [];
  let line = '';
  // Each piece carries the space that goes before it, if any.
  for (const piece of text.trim().match(/\s*[^\s–]+–?|\s*–/g) ?? []) {
    if (fits((line + piece).trim())) {
      line += piece.replace(/\s+/, ' ');
      continue;
    }
    if (line) lines.push(line.trim());
    line = piece.trim();
    while (line.length > 1 && !fits(line)) {
      let keep = line.length - 1;
      while (keep > 1 && !fits(line.slice(0, keep))) keep--;
      lines.push(line.slice(0, keep));
      line = line.slice(keep);
    }
  }
  if (line) lines.push(line.trim());
  return lines.length ? lines : [''];
}

/** At most `most` lines; what is left out is marked. */
export function clamp(lines: string[], most: number): string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''} …`];
}
