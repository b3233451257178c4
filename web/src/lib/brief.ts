// The brief as the engine writes it. `docs/brief.schema.json` is the same contract for other readers.

export type Cell = string | number | null;

/** A number that a reader may quote, with all that it rests on. */
export interface Finding {
  id: string;
  measure: string;
  subjects: string[];
  value: number | string | null;
  unit: string;
  numerator: number | null;
  n: number | null;
  interval: { low: number; high: number; level: number; method: string; meaning: string } | null;
  rule: { words: string; data: Record<string, unknown> };
  evidence: string[];
  caveats: string[];
}

export interface Column {
  key: string;
  label: string;
  /** `share` is 0..1 and shown as a percentage; `state` is an ISO3 code; `states` a list of them joined with `;`. */
  type: 'text' | 'number' | 'share' | 'date' | 'state' | 'states' | 'pair' | 'link';
}

export interface Table {
  columns: Column[];
  rows: Record<string, Cell>[];
  /** Key whose cell names the finding a row states, so that the row can open its evidence. Not shown as a column. */
  finding?: string;
}

/** How to draw an exhibit's table. Column names refer to the table's keys. */
export type Chart =
  /** Lower triangle of pairs coloured by a share; the cell prints the share and its denominator. */
  | { type: 'pair-matrix'; a: string; b: string; value: string; numerator: string; n: string }
  /** Two stacked counts a period (alike, apart), with the share printed above: the study's Figure 2. */
  | { type: 'stacked-time'; x: string; series: { key: string; label: string }[]; share?: string }
  /**
   * Horizontal bars of a share with `numerator of n` as direct label. `state` names the key that holds the state whose
   * colour the bar takes; a row with a non-empty cell under the key `emphasis` is drawn darker than the rest.
   */
  | {
      type: 'share-bars';
      label: string;
      value: string;
      numerator: string;
      n: string;
      state?: string;
      emphasis?: string;
    }
  /** Small multiples of yearly counts, one panel a pair: the study's Figure 1. */
  | { type: 'bars-by-year'; panel: string; x: string; y: string; colour?: string }
  /** One dot an event in time, a row a pair; colour or shape by rank. */
  | { type: 'dot-strip'; row: string; x: string; rank: string; title: string }
  /** Resolutions by states, a cell a ballot (yes, no, abstain, absent, unknown). */
  | { type: 'ballot-grid'; row: string; states: string[]; date: string; title: string }
  /** Lines over time, one a series, labelled at their end. */
  | { type: 'lines'; x: string; y: string; series: string; unit: string }
  /** Spans and points in time, a lane a row: sanctions, treaties in force, memberships. */
  | { type: 'spans'; row: string; from: string; to: string; label: string; kind?: string }
  /**
   * Many lines over time with a band from `low` to `high` each: ideal points, fan charts. Rows whose `emphasis` cell is
   * empty or 0 make faint lines in the background; without the key all are drawn in full. `x` is a number, a year or a
   * date; `reference` holds the height of one dashed line, named by its column's label. A line is interrupted where its
   * `break` cell changes (how many members are counted). `band` says what the bands are. `context` holds faint lines in
   * the background that need no rows: lists of heights over a list of `x`, null where there is none.
   */
  | {
      type: 'paths';
      x: string;
      y: string;
      series: string;
      unit: string;
      low?: string;
      high?: string;
      emphasis?: string;
      reference?: string;
      break?: string;
      band?: string;
      context?: { x: (string | number)[]; lines: Record<string, (number | null)[]> };
    }
  /**
   * A dot with a whisker a row; `reference` is a number: an upright line at "no difference" (0, 1). Where values differ by
   * orders of magnitude the scale is logarithmic unless `scale` forbids it.
   */
  | {
      type: 'intervals';
      label: string;
      value: string;
      low: string;
      high: string;
      unit: string;
      reference?: number;
      emphasis?: string;
      scale?: 'linear';
    }
  /** Rows by periods, a cell a word: `holds`, `partly`, `fails`, `cannot_tell`, `not_observed`. */
  | { type: 'rung-band'; row: string; x: string; value: string }
  /**
   * States down, meetings across, the states that took part joined by a line. A table column a state code holds the
   * rank that the state sent, or nothing; `rank` is the rank of the meeting as a whole.
   */
  | { type: 'attendance'; states: string[]; meeting: string; date: string; title: string; rank?: string }
  /** Predicted against observed shares, a dot a bin with an area by `n`, and the diagonal on which they agree. */
  | { type: 'calibration'; predicted: string; observed: string; n: string }
  /** Bars of a distribution over a number; `mark` is the observed value that is set against it. */
  | { type: 'distribution'; x: string; y: string; mark?: number }
  /** A rectangular or directed matrix of numbers, shaded by size; a cell prints its `word` where it has one. */
  | { type: 'matrix'; row: string; column: string; value: string; word?: string }
  | { type: 'none' };

export interface Exhibit {
  id: string;
  title: string;
  /** One sentence under the title: what is drawn, in which unit. */
  subtitle: string;
  chart: Chart;
  table: Table;
  /** The counting rule in words. */
  rule: string;
  notes: string[];
  sources: string[];
  findings: string[];
}

export interface Section {
  id: string;
  /** Names the layer: "Security Council votes". */
  layer: string;
  /** States the finding: "China and Russia voted alike on 44 of 75 contested votes". */
  title: string;
  /** The heading that it stands under, with those that follow and bear the same or none. */
  part?: string;
  text: string[];
  /** False where the data do not cover this layer for the group: never drawn as zero. */
  observed: boolean;
  exhibits: Exhibit[];
}

export interface ClaimFigure {
  label: string;
  stated: Cell;
  unit: string;
  record: Cell;
  record_words: string;
  rule: string;
  verdict: Verdict;
}

export type Verdict = 'reproduced' | 'reproduced_under_some_rules' | 'differs' | 'overtaken' | 'not_checkable';

export interface Claim {
  id: string;
  text: string;
  document: string;
  where: string;
  verdict: Verdict;
  verdict_words: string;
  why: string;
  figures: ClaimFigure[];
  evidence: string[];
}

export interface Source {
  id: string;
  title: string;
  publisher: string;
  url: string;
  published: string;
  accessed: string;
}

export interface Brief {
  format: 'blocs-brief/1';
  version: string;
  group: { name: string; title: string; members: { state: string; name: string }[]; note: string };
  period: { since: string; until: string };
  headline: { title: string; text: string[]; sure: string };
  /** Three to five figures for the top of the page. */
  key_figures: { value: string; words: string; finding: string; section: string }[];
  sections: Section[];
  claims: Claim[];
  findings: Finding[];
  /** What evidence ids stand for, so that a figure can be walked back to its rows inside the page. */
  /** `source` is the id of a source below or an address; `url` is the page of this one row, where there is one. */
  evidence: Record<string, { what: string; date: string; source: string; url?: string }>;
  sources: Source[];
  method: { title: string; text: string }[];
  states: Record<string, string>;
}
