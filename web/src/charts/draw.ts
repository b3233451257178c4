import type { Chart, Table } from '../lib/brief';
import { draw as attendance } from './attendance';
import { draw as ballotGrid } from './ballot-grid';
import { draw as barsByYear } from './bars-by-year';
import { draw as calibration } from './calibration';
import { draw as distribution } from './distribution';
import { draw as dotStrip } from './dot-strip';
import { empty, type Drawing, type Frame } from './frame';
import { draw as intervals } from './intervals';
import { draw as lines } from './lines';
import { draw as matrix } from './matrix';
import { draw as pairMatrix } from './pair-matrix';
import { draw as paths } from './paths';
import { draw as rungBand } from './rung-band';
import { draw as shareBars } from './share-bars';
import { draw as spans } from './spans';
import { draw as stackedTime } from './stacked-time';

export function drawChart(chart: Chart, table: Table, frame: Frame): Drawing {
  switch (chart.type) {
    case 'pair-matrix':
      return pairMatrix(chart, table, frame);
    case 'stacked-time':
      return stackedTime(chart, table, frame);
    case 'share-bars':
      return shareBars(chart, table, frame);
    case 'bars-by-year':
      return barsByYear(chart, table, frame);
    case 'dot-strip':
      return dotStrip(chart, table, frame);
    case 'ballot-grid':
      return ballotGrid(chart, table, frame);
    case 'lines':
      return lines(chart, table, frame);
    case 'spans':
      return spans(chart, table, frame);
    case 'paths':
      return paths(chart, table, frame);
    case 'intervals':
      return intervals(chart, table, frame);
    case 'rung-band':
      return rungBand(chart, table, frame);
    case 'attendance':
      return attendance(chart, table, frame);
    case 'calibration':
      return calibration(chart, table, frame);
    case 'distribution':
      return distribution(chart, table, frame);
    case 'matrix':
      return matrix(chart, table, frame);
    default:
      return empty;
  }
}
