/** Text widths for charts: SVG does not wrap, so we do. */
export const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';

let canvas: CanvasRenderingContext2D | null | undefined;

export function measure(text: string, size = 12, weight = 400): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length * size * 0.56;
  canvas.font = `${weight} ${size}px ${font}`;
  return canvas.measureText(text).width;
}

/** Lines no wider than `width`. A single word that is too long is cut, so that nothing leaves the chart. */
export function wrap(text: string, width: number, size = 12, weight = 400): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(/\s+/).filter(Boolean)) {
    const joined = line ? `${line} ${word}` : word;
    if (measure(joined, size, weight) <= width) {
      line = joined;
      continue;
    }
    if (line) lines.push(line);
    while (word.length > 1 && measure(word, size, weight) > width) {
      let keep = word.length - 1;
      while (keep > 1 && measure(word.slice(0, keep), size, weight) > width) keep--;
      lines.push(word.slice(0, keep));
      word = word.slice(keep);
    }
    line = word;
  }
  if (line) lines.push(line);
  return lines.length ? lines : [''];
}

/** At most `most` lines; what is left out is marked. */
export function clamp(lines: string[], most: number): string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''} …`];
}
