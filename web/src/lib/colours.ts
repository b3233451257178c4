/**
 * One colour a state, throughout a brief. The states most studied here are fixed; other members of the group take the
 * next colour of the spare list. States outside the group stay neutral, so that the eye finds the group.
 *
 * All have a contrast of at least 4.5 to white (they also colour text), keep apart for the common kinds of colour
 * blindness, and differ in lightness as far as that allows; charts add a name, a dash or a symbol, never colour alone.
 */
const fixed: Record<string, string> = {
  CHN: '#b8352b',
  RUS: '#173d66',
  IRN: '#2b7a5a',
  PRK: '#8a6d00',
  BLR: '#6a4a9c',
};

const spare = [
  '#3b6fb0',
  '#a8456f',
  '#4d6b1f',
  '#8a4b16',
  '#1f7a86',
  '#5c5470',
  '#7a5a6e',
  '#94600f',
  '#34566b',
  '#7d3b8a',
  '#566144',
  '#9c3f5a',
];

export const ink = '#1d1d1b';
export const quiet = '#5c5a55';
export const rule = '#d9d5cc';
export const paper = '#ffffff';
export const neutral = '#5b6670';

export type Palette = (state: string) => string;

export function paletteFor(members: string[]): Palette {
  const taken = new Map<string, string>(Object.entries(fixed));
  let next = 0;
  for (const state of members) {
    if (!taken.has(state)) taken.set(state, spare[next++ % spare.length] ?? neutral);
  }
  return (state) => taken.get(state) ?? neutral;
}

/** Light to dark for a share: lightness alone carries it, so it survives grey print. */
export function shadeOf(share: number): string {
  const t = Math.min(1, Math.max(0, share));
  const from = [240, 237, 230];
  const to = [58, 68, 78];
  return `rgb(${from.map((low, i) => Math.round(low + ((to[i] ?? low) - low) * t)).join(' ')})`;
}

/** Black or white, whichever reads better on a fill of `shadeOf`: one of the two always has a contrast above 4.5. */
export function inkOn(share: number): string {
  const [r = 0, g = 0, b = 0] = (shadeOf(share).match(/\d+/g) ?? []).map((part) => {
    const level = Number(part) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (light + 0.05) > (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

/** Ballots: lightness and letter tell them apart, the hue only helps. */
export const ballots: Record<string, { word: string; glyph: string; fill: string; ink: string; line: string }> = {
  yes: { word: 'yes', glyph: 'Y', fill: '#dcebe4', ink: '#15402f', line: '#9dbfb0' },
  abstain: { word: 'abstain', glyph: 'A', fill: '#c6b98f', ink: '#2f280f', line: '#a8996a' },
  no: { word: 'no', glyph: 'N', fill: '#4b2a3e', ink: '#ffffff', line: '#4b2a3e' },
  absent: { word: 'absent or not voting', glyph: '·', fill: '#ffffff', ink: '#55534e', line: '#aaa69c' },
  unknown: { word: 'not recorded', glyph: '?', fill: '#ffffff', ink: '#55534e', line: '#e2dfd7' },
};

/** `n` steps from dark to light for ordered kinds (ranks). */
export function steps(n: number): { fill: string; ink: string }[] {
  return Array.from({ length: n }, (_, i) => {
    const share = n === 1 ? 0.85 : 0.95 - (0.8 * i) / (n - 1);
    return { fill: shadeOf(share), ink: inkOn(share) };
  });
}
