/** Ranks from the highest down. A rank that is not in the list comes after those that are, in the order it is met. */
const order = [
  'leader',
  'head of state',
  'head of government',
  'foreign minister',
  'defence minister',
  'security council secretary',
  'deputy prime minister',
  'minister',
  'parliament speaker',
  'deputy minister',
  'other',
  'unknown',
];

export function rankWord(rank: string): string {
  return rank.replaceAll('_', ' ').trim() || 'unknown';
}

export function sortRanks(ranks: string[]): string[] {
  const place = (rank: string) => {
    const at = order.findIndex((known) => rankWord(rank).toLowerCase().startsWith(known));
    return at < 0 ? order.length : at;
  };
  return [...ranks].sort((a, b) => place(a) - place(b));
}
