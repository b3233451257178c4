/** A step of 1, 2, 2.5 or 5 times a power of ten that makes about `parts` of the range. */
export function niceStep(range: number, parts = 4): number {
  const raw = range / parts;
  const power = 10 ** Math.floor(Math.log10(Math.max(1e-9, raw)));
  return ([1, 2, 2.5, 5, 10].find((m) => m * power >= raw) ?? 10) * power;
}

/** Round values that lie in the range, about `parts` of them. Free of the dust of binary fractions. */
export function niceTicks(low: number, high: number, parts = 4): number[] {
  const step = niceStep(Math.max(1e-9, high - low), parts);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/** The range widened to round values. */
export function niceRange(low: number, high: number, parts = 4): [number, number] {
  const step = niceStep(Math.max(1e-9, high - low), parts);
  return [
    Number((Math.floor(low / step + 1e-9) * step).toPrecision(12)),
    Number((Math.ceil(high / step - 1e-9) * step).toPrecision(12)),
  ];
}

/** The first days of years, in milliseconds, that fit `room` pixels at `each` pixels a label. */
export function yearTicks(first: number, final: number, room: number, each = 44): number[] {
  const years = [new Date(first).getUTCFullYear(), new Date(final).getUTCFullYear()] as const;
  const most = Math.max(1, Math.floor(room / each));
  const step = [1, 2, 5, 10, 20, 25, 50, 100].find((n) => (years[1] - years[0]) / n <= most) ?? 200;
  const ticks: number[] = [];
  for (let year = Math.ceil(years[0] / step) * step; year <= years[1]; year += step) {
    const at = Date.UTC(year, 0, 1);
    if (at >= first && at <= final) ticks.push(at);
  }
  return ticks;
}

/**
 * Moves labels that would overlap apart, each as little as the order from top to bottom allows, and all inside
 * `0..high`. `at` is the middle of a label, `tall` its height; the list is sorted in place.
 */
export function pushApart(labels: { at: number; tall: number }[], high: number): void {
  labels.sort((a, b) => a.at - b.at);
  let edge = 0;
  for (const label of labels) {
    label.at = Math.max(label.at, edge + label.tall / 2);
    edge = label.at + label.tall / 2 + 3;
  }
  edge = high;
  for (const label of [...labels].reverse()) {
    label.at = Math.min(label.at, edge - label.tall / 2);
    edge = label.at - label.tall / 2 - 3;
  }
}
