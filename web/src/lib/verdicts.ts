import type { Verdict } from './brief';

/** Word, icon (a path in a 16 by 16 box) and tint of a verdict. Word and icon say it all; the tint only helps the eye. */
export const verdicts: Record<Verdict, { word: string; icon: string; fill: string; ink: string }> = {
  reproduced: { word: 'Reproduced', icon: 'M3 8.5 6.5 12 13 4.5', fill: '#dcebe4', ink: '#15402f' },
  reproduced_under_some_rules: {
    word: 'Under some rules',
    icon: 'M2.5 6.5c2-2.5 3.5-2.5 5.5-1s3.5 1.5 5.5-1M2.5 11.5c2-2.5 3.5-2.5 5.5-1s3.5 1.5 5.5-1',
    fill: '#efe6c8',
    ink: '#4a3a00',
  },
  differs: { word: 'Differs', icon: 'M3 6h10M3 10h10M10.5 2.5l-5 11', fill: '#f3dcd8', ink: '#74201a' },
  overtaken: { word: 'Overtaken', icon: 'M8 3v5l3 2M8 2a6 6 0 1 1-6 6', fill: '#dfe5ee', ink: '#233a5c' },
  not_checkable: { word: 'Not checkable', icon: 'M3.5 8h9', fill: '#eceae4', ink: '#45433e' },
};

/** What differs is news and comes first. */
export const order: Verdict[] = ['differs', 'reproduced_under_some_rules', 'reproduced', 'overtaken', 'not_checkable'];
