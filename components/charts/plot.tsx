"use client";

import { useEffect, useRef } from "react";
import type uPlot from "uplot";
import { onThemeChange, readPalette } from "./palette";
import { drawnLines, type PlotFrame, plotOptions } from "./plot-options";

export type PlotProps = Omit<PlotFrame, "palette"> & {
  /** What the drawing shows, in words. */
  label: string;
  height: number;
  /** Where the crosshair stands, as the place of a time; null: nowhere. Shared by all charts of a page. */
  onCursor: (index: number | null) => void;
};

const dataOf = (model: PlotFrame["model"]): uPlot.AlignedData =>
  [model.times, ...drawnLines(model).map(({ values }) => values)] as uPlot.AlignedData;

/** Builds the plot in a box and keeps its width and its theme; gives what ends it. */
function begin(
  box: HTMLElement,
  Plot: typeof uPlot,
  {
    frame,
    height,
    onCursor,
  }: { frame: { current: PlotFrame }; height: number; onCursor: PlotProps["onCursor"] },
): { plot: uPlot; end: () => void } {
  frame.current = { ...frame.current, palette: readPalette(box) };
  const font = `11px ${getComputedStyle(box).fontFamily}`;
  const options = plotOptions(() => frame.current, { width: box.clientWidth, height, font }, onCursor);
  const plot = new Plot(options, dataOf(frame.current.model), box);
  const sized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
  sized.observe(box);
  const stop = onThemeChange(() => {
    frame.current = { ...frame.current, palette: readPalette(box) };
    plot.redraw();
  });
  return {
    plot,
    end() {
      stop();
      sized.disconnect();
      plot.destroy();
    },
  };
}

/** A chart on a canvas. Its library is loaded when the first one is shown; newer figures are drawn into the same plot. */
export function Plot({ model, from, to, marks, label, height, onCursor }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const frame = useRef<PlotFrame>({ model, from, to, marks, palette: {} as PlotFrame["palette"] });
  const cursor = useRef(onCursor);
  const shape = model.lines.map(({ label: name, look }) => `${name} ${look}`).join(", ");

  useEffect(() => {
    cursor.current = onCursor;
  }, [onCursor]);

  useEffect(() => {
    frame.current = { ...frame.current, model, from, to, marks };
    const drawn = plot.current;
    // Other lines are another plot, which the next effect makes.
    if (drawn && drawn.series.length === model.lines.length + 1) drawn.setData(dataOf(model));
  }, [model, from, to, marks]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the lines, which a plot cannot change.
  useEffect(() => {
    let end: (() => void) | undefined;
    let gone = false;
    void import("uplot").then(({ default: Library }) => {
      if (gone || !box.current) return;
      const begun = begin(box.current, Library, { frame, height, onCursor: (at) => cursor.current(at) });
      plot.current = begun.plot;
      end = begun.end;
    });
    return () => {
      gone = true;
      plot.current = null;
      end?.();
    };
  }, [shape, height, model.kind]);

  return <div ref={box} className="plot" role="img" aria-label={label} />;
}
