import type uPlot from "uplot";
import { type ChartLine, type ChartModel, gapsOf } from "./chart-model";
import { figure } from "./figure-words";
import { hatch, type Palette } from "./palette";

/** What a drawing needs to know when it draws; the plot itself lives longer than each of them. */
export interface PlotFrame {
  model: ChartModel;
  /** Ends of the time axis, in seconds. */
  from: number;
  to: number;
  /** Times of markers, in seconds. */
  marks: readonly number[];
  palette: Palette;
}

/** Space left and right of the drawing; the marker strip is laid over it by the same numbers. */
export const plotSides = { left: 48, right: 12 } as const;

/** The lines in the order in which they are drawn: limits first, so that they cover nothing. */
export const drawnLines = ({ lines }: ChartModel): ChartLine[] => lines.toReversed();

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const two = (value: number): string => String(value).padStart(2, "0");

/** "14:00"; at midnight the day. */
function timeLabel(seconds: number): string {
  const at = new Date(seconds * 1000);
  if (at.getHours() === 0 && at.getMinutes() === 0) return `${days[at.getDay()]} ${at.getDate()}`;
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A round number that is not below the largest value, so that the axis ends at it. */
export function topOf(most: number | null, unit: ChartModel["unit"]): number {
  if (unit === "pods") return Math.max(2, Math.ceil((most ?? 0) * 1.1));
  if (most === null || most <= 0) return unit === "share" ? 0.01 : 1;
  const power = 10 ** Math.floor(Math.log10(most * 1.05));
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= most * 1.05) ?? 10;
  return step * power;
}

const dashes: Readonly<Record<ChartLine["look"], number[]>> = {
  ...{ blue: [], green: [5, 3], ink: [], limit: [6, 4] },
};

function lineOptions(frame: () => PlotFrame, { look }: ChartLine, filled: boolean): uPlot.Series {
  const fill = (plot: uPlot): CanvasRenderingContext2D["fillStyle"] =>
    look === "green" ? hatch(plot.ctx, frame().palette.green, 8 * devicePixelRatio) : frame().palette.wash;
  return {
    stroke: () => frame().palette[look],
    width: 1.5,
    dash: dashes[look],
    spanGaps: false,
    points: { size: 3 },
    ...(filled && (look === "blue" || look === "green") ? { fill } : {}),
  };
}

/** Stretches without figures are hatched, so that nobody takes them for zero. */
function drawGaps(plot: uPlot, { model, palette, to }: PlotFrame): void {
  const { ctx, bbox } = plot;
  const step = (model.times[1] ?? 0) - (model.times[0] ?? 0);
  ctx.save();
  ctx.fillStyle = hatch(ctx, palette.grid, 8 * devicePixelRatio);
  for (const [first, last] of gapsOf(model)) {
    const left = Math.max(bbox.left, plot.valToPos(first - step, "x", true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(Math.min(last + step, to), "x", true));
    if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

function drawMarks(plot: uPlot, { marks, palette }: PlotFrame): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = palette.mark;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (const mark of marks) {
    const at = Math.round(plot.valToPos(mark, "x", true));
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
  }
  ctx.stroke();
  ctx.restore();
}

function axesOf(frame: () => PlotFrame, font: string): uPlot.Axis[] {
  const look = {
    font,
    stroke: () => frame().palette.words,
    ticks: { show: false },
    grid: { stroke: () => frame().palette.grid, width: 1 },
  };
  return [
    { ...look, size: 24, gap: 4, space: 64, grid: { show: false }, values: (_, at) => at.map(timeLabel) },
    {
      ...look,
      ...{ size: plotSides.left, gap: 6, space: 32 },
      values: (_, at) => at.map((value) => figure(value, frame().model.unit).replace("/s", "")),
      ...(frame().model.unit === "pods" ? { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] } : {}),
    },
  ];
}

/** Options of a plot whose frame may change while it lives; its lines may not. */
export function plotOptions(
  frame: () => PlotFrame,
  size: { width: number; height: number; font: string },
  onCursor: (index: number | null) => void,
): uPlot.Options {
  const { model } = frame();
  return {
    ...{ width: size.width, height: size.height, padding: [8, plotSides.right, 0, 0] },
    legend: { show: false },
    cursor: { sync: { key: "time" }, y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: true, range: () => [frame().from, frame().to] },
      y: { range: (_, _least, most) => [0, topOf(most, frame().model.unit)] },
    },
    axes: axesOf(frame, size.font),
    series: [{}, ...drawnLines(model).map((line) => lineOptions(frame, line, model.kind === "requests"))],
    hooks: {
      drawAxes: [(plot) => drawGaps(plot, frame())],
      draw: [(plot) => drawMarks(plot, frame())],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
}
