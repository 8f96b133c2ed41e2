"use client";

import { useMemo, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { useTimed } from "@/components/ui/now";
import { ago, clock } from "@/components/ui/time-words";
import type { MetricsView } from "@/contracts/metrics";
import { type ChartKind, type ChartModel, chartOf, newestOf } from "./chart-model";
import { ChartTable } from "./chart-table";
import { figure, lastKnown, summaryOf } from "./figure-words";
import { MarkerStrip } from "./marker-strip";
import { Plot } from "./plot";
import "./charts.css";

/** A line's look, its name, and its value at the crosshair or the last one. */
function Legend({ model, cursor }: { model: ChartModel; cursor: number | null }) {
  const { unit, times, lines } = model;
  const at = cursor === null ? null : times[cursor];
  return (
    <p className="chart-legend" aria-hidden="true">
      {lines.map(({ label, look, values }) => {
        const value = cursor === null ? lastKnown(values) : (values[cursor] ?? null);
        return (
          <span key={label}>
            <i className={`chart-key is-${look}`} />
            {label} <b>{value === null ? "no figure" : figure(value, unit)}</b>
          </span>
        );
      })}
      {at ? <span className="push faint">{clock(at * 1000, { seconds: true, now: Date.now() })}</span> : null}
    </p>
  );
}

/** Says how old the newest figure is, once it is older than the points are apart. */
function Silence({ model, step }: { model: ChartModel; step: number }) {
  const newest = newestOf(model);
  const words = useTimed(1000, (now) => {
    if (now === null || newest === null || now / 1000 - newest < step + 90) return null;
    return `no figures since ${clock(newest * 1000, { now })}, ${ago(newest * 1000, now)}`;
  });
  return words === null ? null : <span className="chart-silence">{words}</span>;
}

/** The queries of a chart, ready to be pasted into Prometheus or Grafana. */
function promqlOf({ measures }: ChartModel, view: MetricsView): string {
  return view.queries
    .filter(({ measure }) => measures.includes(measure))
    .map(({ text }) => text)
    .join("\n");
}

/** Why there is nothing to draw. What concerns all figures stands above the charts, once. */
function emptyWords({ measures }: ChartModel, { faults }: MetricsView): string {
  if (faults.some(({ measure }) => measure === null)) return "No figures.";
  const own = faults.find(({ measure }) => measure !== null && measures.includes(measure));
  return (
    own?.words ?? "No figures in this range: nothing was measured, or it is older than the source keeps."
  );
}

interface Drawn {
  model: ChartModel;
  view: MetricsView;
}

/** Title, age, queries, and the way to the table and back. */
function Head({ model, view, asTable, onForm }: Drawn & HeadProps) {
  const form = asTable ? "Show as chart" : "Show as table";

  return (
    <div className="chart-head">
      <h3>{model.title}</h3>
      <Silence model={model} step={view.step} />
      <span className="push pair">
        <CopyButton text={promqlOf(model, view)} what={`query of ${model.title}`} label="Copy PromQL" />
        {model.lines.length > 0 ? (
          <button
            type="button"
            className="link-btn xs nowrap"
            aria-label={`${form}: ${model.title}`}
            onClick={onForm}
          >
            {form}
          </button>
        ) : null}
      </span>
    </div>
  );
}

interface HeadProps {
  asTable: boolean;
  onForm: () => void;
}

/** The drawing with its markers and its legend. Only these follow the crosshair. */
function Drawing({ model, view, height, marked }: Drawn & { height: number; marked: boolean }) {
  const [cursor, setCursor] = useState<number | null>(null);
  const [from, to] = [Date.parse(view.from) / 1000, Date.parse(view.to) / 1000];
  const shown = useMemo(() => view.markers.filter(({ at }) => Date.parse(at) / 1000 <= to), [view, to]);
  const marks = useMemo(() => shown.map(({ at }) => Date.parse(at) / 1000), [shown]);
  const label = useMemo(() => summaryOf(model), [model]);
  return (
    <>
      {marked && shown.length > 0 ? (
        <MarkerStrip
          {...{ from, to, markers: shown }}
          more={`/history?service=${view.service}&env=${view.environment}`}
        />
      ) : null}
      <Plot {...{ model, from, to, marks, label, height }} onCursor={setCursor} />
      <Legend model={model} cursor={cursor} />
    </>
  );
}

export interface TimeChartProps {
  kind: ChartKind;
  view: MetricsView;
  height?: number;
  /** Whether markers stand above this chart; their lines are drawn in every one. */
  marked?: boolean;
}

/** A chart with its legend, the age of its figures, its queries, and the same as a table. */
export function TimeChart({ kind, view, height = 168, marked = false }: TimeChartProps) {
  const [asTable, setAsTable] = useState(false);
  const model = useMemo(() => chartOf(kind, view), [kind, view]);
  const isEmpty = model.lines.length === 0;
  return (
    <div className="chart" data-chart={kind}>
      <Head {...{ model, view, asTable }} onForm={() => setAsTable(!asTable)} />
      {isEmpty ? <p className="chart-empty dim">{emptyWords(model, view)}</p> : null}
      {!isEmpty && asTable ? <ChartTable model={model} /> : null}
      {isEmpty || asTable ? null : <Drawing {...{ model, view, height, marked }} />}
    </div>
  );
}
