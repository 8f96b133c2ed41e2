import type { Measure, MetricSeries, MetricsView } from "@/contracts/metrics";

/** How a line is drawn: the two colors, ink for figures of all, amber dashes for limits. */
export type LineLook = "blue" | "green" | "ink" | "limit";

/** One line of a chart; null where nothing is known. */
export interface ChartLine {
  label: string;
  look: LineLook;
  values: readonly (number | null)[];
}

/** A chart as it is drawn, told in words and written as a table. */
export interface ChartModel {
  kind: ChartKind;
  title: string;
  unit: MetricSeries["unit"];
  times: readonly number[];
  lines: readonly ChartLine[];
  /** Which figures it is made from. */
  measures: readonly Measure[];
}

const kinds = {
  requests: { title: "Requests/s by color", unit: "perSecond", measures: ["requests"] },
  errors: { title: "Errors/s by color", unit: "perSecond", measures: ["errors"] },
  errorShare: { title: "Errors, % of requests", unit: "share", measures: ["errorShare"] },
  p95: { title: "95 % answered within", unit: "seconds", measures: ["p95"] },
  replicas: { title: "Ready pods", unit: "pods", measures: ["ready", "minReplicas", "maxReplicas"] },
  cpu: { title: "CPU, % of what pods ask for", unit: "share", measures: ["cpu"] },
  memory: { title: "Memory, % of what pods ask for", unit: "share", measures: ["memory"] },
} as const satisfies Record<string, Pick<ChartModel, "title" | "unit" | "measures">>;

export type ChartKind = keyof typeof kinds;

const limits: Partial<Record<Measure, string>> = { minReplicas: "Minimum", maxReplicas: "Maximum" };
const wholes: Partial<Record<Measure, string>> = { errorShare: "All", ready: "Pods" };

function lineOf({ measure, color, values }: MetricSeries): ChartLine {
  const limit = limits[measure];
  if (limit !== undefined) return { label: limit, look: "limit", values };
  if (color === null) return { label: wholes[measure] ?? "Service", look: "ink", values };
  return { label: color === "blue" ? "Blue" : "Green", look: color, values };
}

const looks: readonly LineLook[] = ["ink", "blue", "green", "limit"];

/** A chart of a kind from the figures of a service. A line of nothing is left out. */
export function chartOf(kind: ChartKind, view: MetricsView): ChartModel {
  const { title, unit, measures } = kinds[kind];
  const wanted: readonly Measure[] = measures;
  const lines = view.series
    .filter(({ measure, values }) => wanted.includes(measure) && values.some((value) => value !== null))
    .map(lineOf);
  const target = kind === "cpu" && lines.length > 0 ? view.cpuTarget : null;
  const all = target === null ? lines : [...lines, targetLine(target, view.times.length)];
  const sorted = all.toSorted((left, right) => looks.indexOf(left.look) - looks.indexOf(right.look));
  return { kind, title, unit, measures, times: view.times, lines: sorted };
}

const targetLine = (target: number, length: number): ChartLine => ({
  ...{ label: "Target now", look: "limit", values: Array.from({ length }, () => target) },
});

/** The newest time at which a line that is no limit has a value; null: none has. */
export function newestOf({ times, lines }: Pick<ChartModel, "times" | "lines">): number | null {
  const measured = lines.filter(({ look }) => look !== "limit");
  for (let index = times.length - 1; index >= 0; index -= 1)
    if (measured.some(({ values }) => (values[index] ?? null) !== null)) return times[index] ?? null;
  return null;
}

/** Stretches without any measured value, as first and last time that is empty. */
export function gapsOf({ times, lines }: Pick<ChartModel, "times" | "lines">): [number, number][] {
  const measured = lines.filter(({ look }) => look !== "limit");
  const gaps: [number, number][] = [];
  times.forEach((time, index) => {
    if (measured.some(({ values }) => (values[index] ?? null) !== null)) return;
    const last = gaps.at(-1);
    if (last && last[1] === times[index - 1]) last[1] = time;
    else gaps.push([time, time]);
  });
  return gaps;
}
