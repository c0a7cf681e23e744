/** Where everything of a trend stands, from its reading and its size. No page is asked. */
import { plotBox } from '../charts/box.js';
import type { Box } from '../charts/box.js';
import { dayTicks, unitThatFits } from '../charts/calendar.js';
import type { PeriodUnit } from '../charts/calendar.js';
import { curvePoints, runs } from '../charts/decimate.js';
import { estimateWidth, fitLabels } from '../charts/labels.js';
import { areaPath, barPath, linePath } from '../charts/path.js';
import { cellScale, linearScale, pointScale } from '../charts/scale.js';
import type { IndexScale, LinearScale } from '../charts/scale.js';
import { checkSeries } from '../charts/series.js';
import type { Series } from '../charts/series.js';
import { valueAxis } from '../charts/ticks.js';
import type { TrendPeriod, TrendReading } from './trend-reading.js';

export const TREND_TYPES = ['area', 'line', 'bar', 'sparkline'] as const;
export type TrendType = (typeof TREND_TYPES)[number];

/** What a trend is drawn from. */
export interface TrendLayout {
  reading: TrendReading;
  type: TrendType;
  /** By default the shortest that fits. */
  unit?: PeriodUnit | undefined;
  /** CSS pixels. */
  width: number;
  height: number;
  rightToLeft: boolean;
}

/** The shapes of a trend, in the order in which they are drawn. */
export const TREND_SHAPES = [
  'grid',
  'axis',
  'area',
  'bars',
  'unfinished-bars',
  'before',
  'line',
  'unfinished',
] as const;
export type TrendShape = (typeof TREND_SHAPES)[number];

/** A text on an axis; `start` is its right end where one reads from right to left. */
export interface TrendLabel {
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

/** A trend, laid out. Shapes are path data; an empty one is not drawn. */
export interface TrendGeometry {
  box: Box;
  unit: PeriodUnit;
  periods: readonly TrendPeriod[];
  /** Where the periods stand. */
  x: IndexScale;
  y: LinearScale;
  shapes: Record<TrendShape, string>;
  labels: TrendLabel[];
}

type Values = readonly (number | null)[];

const FONT = 12;
/** Pixels that a period needs at least. */
const NARROWEST: Record<TrendType, number> = { area: 4, line: 4, bar: 8, sparkline: 1.5 };
/** Pixels between the middles of two dates, about. */
const DATES_APART = 120;
/** Pixels between a round date and those at the ends. */
const CLEAR = 42;
const NO_MARGINS = { top: 1, bottom: 1, start: 1, end: 1 };

/** The dates along the axis: both ends, and round ones between them that keep clear of those. */
const dateLabels = (
  { reading, rightToLeft }: TrendLayout,
  { box, periods, x }: Pick<TrendGeometry, 'box' | 'periods' | 'x'>,
): TrendLabel[] => {
  const { start, end, days } = reading;
  const width = box.right - box.left;
  const y = box.bottom + FONT * 1.6;
  const first = reading.day(start, 'day');
  const last = reading.lastDay;
  const room = (text: string) => estimateWidth(text, FONT);
  if (days.length < 2) return [{ text: last, x: x.position(0), y, anchor: 'middle' }];
  const labels: TrendLabel[] = [{ text: first, x: box.start, y, anchor: 'start' }];
  if (room(first) + room(last) + FONT > width) {
    return [{ text: last, x: box.end, y, anchor: 'end' }];
  }
  labels.push({ text: last, x: box.end, y, anchor: 'end' });
  const ticks = dayTicks(start, end, Math.max(1, Math.floor(width / DATES_APART)));
  const texts = ticks.days.map((day) => reading.day(day, ticks.unit));
  const places = ticks.days.map((day) => {
    const at = periods.findIndex((period) => period.end >= day);
    return x.position(at);
  });
  const sizes = texts.map(room);
  const low = (rightToLeft ? room(last) : room(first)) + CLEAR;
  const high = width - (rightToLeft ? room(first) : room(last)) - CLEAR;
  const free = places
    .map((_, index) => index)
    .filter((i) => {
      const place = places[i]! - box.left;
      return place - sizes[i]! / 2 >= low && place + sizes[i]! / 2 <= high;
    });
  const placed = fitLabels(
    free.map((i) => places[i]!),
    free.map((i) => sizes[i]!),
    box.left,
    box.right,
    2 * FONT,
  );
  for (const { index, middle } of placed) {
    labels.push({ text: texts[free[index]!]!, x: middle, y, anchor: 'middle' });
  }
  return labels;
};

/** A short stroke over each bar's place, at the level of the period before. */
const levelPath = (values: Values, x: IndexScale, y: LinearScale): string =>
  values
    .map((value, i) =>
      value === null ? '' : linePath([x.edge!(i), y(value), x.edge!(i + 1), y(value)]),
    )
    .join('');

/** Lays a trend out; undefined where there is no room for one. */
export const trendGeometry = (layout: TrendLayout): TrendGeometry | undefined => {
  const { reading, type, width, height, rightToLeft } = layout;
  const sparkline = type === 'sparkline';
  const margins = sparkline ? NO_MARGINS : { top: 1.5 * FONT, bottom: 2 * FONT, start: 0, end: 0 };
  const box = plotBox(width, height, margins, rightToLeft);
  if (!box) return undefined;

  const columns = box.right - box.left;
  const unit = layout.unit ?? unitThatFits(reading.days.length, columns, NARROWEST[type]);
  const periods = reading.periods(unit);
  const count = periods.length;
  const bars = type === 'bar';
  const x = (bars ? cellScale : pointScale)(count, box.start, box.end);

  const values: Values = periods.map(({ value }) => value);
  const before: Values = periods.map((period) => period.before);
  const finished: Values = periods.map(({ value, partial }) => (partial ? null : value));
  const most = checkSeries([...values, ...before].map((value) => value ?? 0));
  const counts = reading.field !== 'hours_watched';
  const top = sparkline ? most || 1 : valueAxis(most, 5, counts ? 1 : undefined).max;
  const y = linearScale(0, top, box.bottom, box.top);

  const curve = (series: Values, from: number, to: number) =>
    curvePoints(series as Series, x, y, columns, from, to);
  const curves = (series: Values, path: (points: Float64Array) => string) =>
    runs(series)
      .map(([from, to]) => path(curve(series, from, to)))
      .join('');
  // Where days are missing the axis is broken too: on it, they would look like zeros.
  const axis = runs(values)
    .map(([from, to]) => linePath([x.position(from - 0.5), box.bottom, x.position(to - 0.5), box.bottom]))
    .join('');

  const shapes: Record<TrendShape, string> = {
    grid: sparkline ? '' : `M${box.left},${box.top + 0.5}H${box.right}`,
    axis: sparkline ? '' : axis,
    area: type === 'area' ? curves(finished, (points) => areaPath(points, box.bottom)) : '',
    bars: bars ? barPath(finished, x, y) : '',
    'unfinished-bars': bars
      ? barPath(periods.map(({ value, partial }) => (partial ? value : null)), x, y)
      : '',
    before: bars ? levelPath(before, x, y) : curves(before, linePath),
    line: '',
    unfinished: '',
  };
  if (!bars) {
    shapes.line = curves(finished, linePath);
    for (let i = 0; i < count; i++) {
      if (values[i] === null) continue;
      const follows = i > 0 && values[i - 1] !== null;
      const unfinished = periods[i]!.partial;
      if (follows && (unfinished || periods[i - 1]!.partial)) {
        shapes.unfinished += linePath(curve(values, i - 1, i + 1));
      }
      // On its own, it is a dot.
      const alone = !follows && (i + 1 === count || values[i + 1] === null);
      if (unfinished && alone) shapes.line += linePath(curve(values, i, i + 1));
    }
  }
  const labels = sparkline
    ? []
    : [
        { text: reading.compact(top), x: box.start, y: box.top - 0.4 * FONT, anchor: 'start' as const },
        ...dateLabels(layout, { box, periods, x }),
      ];
  return { box, unit, periods, x, y, shapes, labels };
};
