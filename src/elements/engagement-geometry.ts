/** Where everything of an engagement graph stands, from its reading and its size. No page is asked. */
import { plotBox } from '../charts/box.js';
import type { Box } from '../charts/box.js';
import { curvePoints, straighten } from '../charts/decimate.js';
import { average } from '../charts/engagement.js';
import { estimateWidth, fitLabels } from '../charts/labels.js';
import { linePath } from '../charts/path.js';
import { cellScale, linearScale } from '../charts/scale.js';
import type { IndexScale, LinearScale } from '../charts/scale.js';
import { checkSeries } from '../charts/series.js';
import type { Series } from '../charts/series.js';
import { shareAxis, valueAxis } from '../charts/ticks.js';
import { timeLabel, timeTicks } from '../charts/video-time.js';
import type { EngagementReading } from './engagement-reading.js';

/** The curves and lines of a graph, in the order in which they are drawn. */
export const CURVES = ['views', 'rewatches', 'average'] as const;
export type Curve = (typeof CURVES)[number];

/** What a graph is drawn from. */
export interface EngagementLayout {
  reading: Pick<
    EngagementReading,
    'views' | 'watching' | 'rewatches' | 'whole' | 'average' | 'cellSeconds'
  >;
  /** `percent` of the plays, or the `count` of views. */
  scale: 'percent' | 'count';
  /** Curves that are left out for now. */
  hidden: ReadonlySet<Curve>;
  /** CSS pixels. */
  width: number;
  height: number;
  rightToLeft: boolean;
  /** A share, and a count, as an axis has them. */
  percent: (share: number) => string;
  compact: (count: number) => string;
}

/** A text on an axis. */
export interface AxisLabel {
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

/** A graph, laid out. Lines and areas are path data; an empty one is not drawn. */
export interface EngagementGeometry {
  box: Box;
  /** Where the cells stand. */
  x: IndexScale;
  /** Where a count stands, whatever the axis says. */
  y: LinearScale;
  /** The values behind a curve, per cell. */
  values: Record<'views' | 'rewatches', Series>;
  grid: string;
  labels: AxisLabel[];
  lines: Record<Curve, string>;
  areas: Record<'views' | 'rewatches', string>;
}

const FONT = 12;
/** Pixels between an axis and its labels. */
const GAP = 10;

/** Lays a graph out; undefined where there is no room for one. */
export const engagementGeometry = (layout: EngagementLayout): EngagementGeometry | undefined => {
  const { reading, hidden, width, height, rightToLeft } = layout;
  const { whole, rewatches, cellSeconds: seconds } = reading;
  const percent = layout.scale === 'percent';
  const values = { views: percent ? reading.watching : reading.views, rewatches };
  const cells = values.views.length;

  // The axis fits what is shown. All plays are 100%, however few are watching at any time.
  const unit = percent ? whole : 1;
  const shows = (curve: Curve) => !hidden.has(curve);
  const again = shows('rewatches') ? checkSeries(rewatches) / unit : 0;
  const steps = height < 150 ? 2 : 4;
  const others = shows('views') || !again;
  const axis = percent
    ? others
      ? shareAxis(Math.max(1, again), steps)
      : valueAxis(again, steps, 0.01)
    : valueAxis(Math.max(others ? checkSeries(values.views) : 0, again), steps + 1, 1);
  const yTexts = axis.ticks.map(percent ? layout.percent : layout.compact);
  const room = Math.max(...yTexts.map((text) => estimateWidth(text, FONT)));
  const margins = { top: FONT / 2 + 1, bottom: 2 * FONT, start: room + GAP, end: 1 };
  const box = plotBox(width, height, margins, rightToLeft);
  if (!box) return undefined;

  const x = cellScale(cells, box.start, box.end);
  const y = linearScale(0, axis.max * unit, box.bottom, box.top);
  const columns = box.right - box.left;
  const line = (curve: 'views' | 'rewatches') =>
    shows(curve) && values[curve].length ? linePath(straighten(curvePoints(values[curve], x, y, columns))) : '';
  const lines = { views: line('views'), rewatches: line('rewatches'), average: '' };
  const area = (path: string) => path && `${path}V${box.bottom}H${box.start}Z`;
  const across = (at: number) => `M${box.left},${at}H${box.right}`;
  const level = percent ? reading.average && reading.average * whole : average(values.views);
  if (level !== undefined && shows('average')) lines.average = across(Math.round(y(level)) + 0.5);

  const most = Math.max(1, Math.floor(columns / 80));
  const length = seconds === undefined ? 1 : cells * seconds;
  const ticks = seconds === undefined ? shareAxis(1, most).ticks : timeTicks(length, most);
  const xTexts = ticks.map((tick) =>
    seconds === undefined ? layout.percent(tick) : timeLabel(tick, length),
  );
  const sizes = xTexts.map((text) => estimateWidth(text, FONT));
  const place = linearScale(0, length, box.start, box.end);

  return {
    box,
    x,
    y,
    values,
    grid: axis.ticks.map((tick) => across(Math.round(y(tick * unit)) + 0.5)).join(''),
    labels: [
      ...axis.ticks.map((tick, i): AxisLabel => ({
        text: yTexts[i]!,
        x: rightToLeft ? box.right + GAP : box.left - GAP,
        y: Math.round(y(tick * unit) + FONT / 3),
        anchor: rightToLeft ? 'start' : 'end',
      })),
      ...fitLabels(ticks.map(place), sizes, 0, width).map(({ index, middle }): AxisLabel => ({
        text: xTexts[index]!,
        x: middle,
        y: box.bottom + FONT * 1.6,
        anchor: 'middle',
      })),
    ],
    lines,
    areas: { views: area(lines.views), rewatches: area(lines.rewatches) },
  };
};
