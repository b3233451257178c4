import type { Cell, Column, Finding } from './brief';

const thin = '\u202f';
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const missing = 'not recorded';

export function number(value: number): string {
  if (!Number.isFinite(value)) return 'undefined';
  return value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) >= 100 ? 1 : 4 }).replace('-', '−');
}

/** A number for a chart, where four decimals only clutter: three digits that count. */
export function brief(value: number): string {
  return number(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

/** Keeps a number and its per cent sign on one line. */
export function tidy(text: string): string {
  return text.replace(/(\d) %/g, `$1${thin}%`);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}${thin}%`;
}

/** `44 of 75 (58.7 %)`; 0 of 0 is undefined, and what is not recorded says so. */
export function share(value: number | null, numerator: number | null, n: number | null): string {
  if (n === 0) return 'undefined (0 of 0)';
  if (value === null) return missing;
  if (numerator === null || n === null) return percent(value);
  return `${number(numerator)} of ${number(n)} (${percent(value)})`;
}

/** `2025-09-18` as `18 Sep 2025`, `2025-09` as `Sep 2025`; anything else unchanged. */
export function date(text: string): string {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text);
  if (!parts) return text;
  const month = parts[2] ? months[Number(parts[2]) - 1] : undefined;
  if (parts[2] && !month) return text;
  return [parts[3] ? String(Number(parts[3])) : '', month ?? '', parts[1]].filter(Boolean).join('\u00a0');
}

/** The states of a pair or list: `CHN-RUS`, `CHN;RUS`, `China–Russia`. */
export function statesIn(text: string): string[] {
  const codes = /^[A-Z]{3}(?:\s*[-–;,|/]\s*[A-Z]{3})+$/.test(text);
  return text
    .split(codes ? /\s*[-–;,|/]\s*/ : /\s*[–;|]\s*/)
    .map((part) => part.trim())
    .filter(Boolean);
}

export type Names = Record<string, string>;

export function nameOf(names: Names, state: string): string {
  return Object.hasOwn(names, state) ? (names[state] ?? state) : state;
}

/** A list of codes, `CHN, RUS`, as names, where each is known; other text as it is. */
export function nameList(names: Names, text: string): string {
  const codes = text.split(', ');
  return codes.every((code) => Object.hasOwn(names, code)) ? codes.map((code) => nameOf(names, code)).join(', ') : text;
}

/** `CHN-RUS` as `China–Russia`. Text that names no known state stays as it is. */
export function pair(names: Names, text: string): string {
  const states = statesIn(text);
  if (!states.some((state) => Object.hasOwn(names, state))) return text;
  return states.map((state) => nameOf(names, state)).join('–');
}

/** A cell in words, for tables. Links are drawn by the table itself. */
export function cell(value: Cell | undefined, column: Column, names: Names): string {
  if (value === null || value === undefined || value === '') return '–';
  switch (column.type) {
    case 'share':
      return typeof value === 'number' ? percent(value) : value;
    case 'number':
      // A year is a name, not a quantity: no thousands comma.
      return typeof value === 'number' && !/\byear\b/i.test(column.label) ? number(value) : String(value);
    case 'date':
      return date(String(value));
    case 'state':
      return nameOf(names, String(value));
    case 'states':
      return statesIn(String(value))
        .map((state) => nameOf(names, state))
        .join(', ');
    case 'pair':
      return pair(names, String(value));
    default:
      return tidy(String(value));
  }
}

function isShare(unit: string): boolean {
  return /^(share|proportion|ratio)$/i.test(unit);
}

/** Nouns that are counted, as they stand behind 2 and behind 1, where the plural is not made by an s alone. */
const irregular: Record<string, string> = {
  bodies: 'body',
  crises: 'crisis',
  indices: 'index',
  treaties: 'treaty',
  vetoes: 'veto',
};

/** A unit behind the number 1: "meeting" of "meetings", "state bound" of "states bound"; money stays as it is. */
export function singular(unit: string): string {
  if (/dollars|euros|%/.test(unit)) return unit;
  let done = false;
  return unit.replace(/[A-Za-z]+/g, (word) => {
    const one = irregular[word] ?? (/[^s]s$/.test(word) ? word.slice(0, -1) : word);
    if (done || one === word) return word;
    done = true;
    return one;
  });
}

/** The value of a finding with its denominator; what the record does not cover says so. */
export function findingValue(finding: Finding): string {
  const { value, numerator, n, unit, caveats } = finding;
  if (value === null && caveats?.some((caveat) => caveat.startsWith('not observed'))) return 'not observed';
  if (isShare(unit) && typeof value !== 'string') return share(value, numerator, n);
  if (value === null) return n === 0 ? 'undefined (0 of 0)' : 'undefined';
  if (typeof value === 'string') return value;
  return unit ? `${number(value)}\u00a0${value === 1 ? singular(unit) : unit}` : number(value);
}

/** A stated or recorded value of a claim, which may be a share, a count, a date or words. */
export function stated(value: Cell, unit: string): string {
  if (value === null || value === '') return missing;
  if (/^(%|percent|per cent)$/i.test(unit)) return `${value}${thin}%`;
  if (typeof value === 'string') return tidy(date(value));
  if (isShare(unit)) return percent(value);
  if (/^(date|year)$/i.test(unit)) return String(value);
  if (!unit || /^(count|number|none|boolean)$/i.test(unit)) return number(value);
  return `${number(value)} ${value === 1 ? singular(unit) : unit}`;
}

export function interval(finding: Finding): string | null {
  const range = finding.interval;
  if (!range) return null;
  const show = isShare(finding.unit) ? percent : number;
  return `${number(range.level * 100)}${thin}% interval ${show(range.low)} to ${show(range.high)} (${range.method}): ${range.meaning}`;
}

export function words(key: string): string {
  return key.replace(/[._]+/g, ' ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}
