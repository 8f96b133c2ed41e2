import {
  type Measure,
  type MetricsQuery,
  type MetricsView,
  measures,
  metricsQuerySchema,
} from "@/contracts/metrics";
import type { Actor } from "@/server/domain/access/actor";
import { figuresOf, newestSample } from "@/server/domain/metrics/figures";
import { markersOf } from "@/server/domain/metrics/markers";
import { rangeQueries } from "@/server/domain/metrics/queries";
import { type MetricsWindow, timesOf, windowOf } from "@/server/domain/metrics/window";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { OperationRefused } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { Stores } from "@/server/ports/unit-of-work";
import { metricsTarget } from "./target";

/** Changes of scaling that a chart looks back for. */
const mostChanges = 100;

const isMeasure = (name: string): name is Measure => measures.some((measure) => measure === name);

const time = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString();

function windowFor(query: MetricsQuery, now: number): MetricsWindow {
  const found = windowOf({ from: time(query.from), to: time(query.to), step: query.step }, now);
  if ("window" in found) return found.window;
  const { path, message } = found.wrong;
  throw new OperationRefused(
    { code: "invalid_input", reason: `The input does not fit: ${path}: ${message}.` },
    [found.wrong],
  );
}

async function markersIn(
  read: Stores,
  target: { id: string; service: string; environment: string },
  range: { from: number; to: number },
): Promise<MetricsView["markers"]> {
  const [deployments, campaigns, scaling] = await Promise.all([
    read.markers.deployments(target.id, range.from, range.to),
    read.markers.campaigns(target.id, range.from, range.to),
    read.scalingChanges.history(target.id, mostChanges),
  ]);
  return markersOf({ deployments, campaigns, scaling }, target, range);
}

/**
 * Figures of a service over a range, with what people did in it and the texts of the queries. The record comes from Postgres, the
 * figures from the cluster's Prometheus: no cluster is asked. Without a source, or while it is silent, the answer says so and
 * is complete otherwise. Everybody may read it.
 */
export function makeGetMetrics(ports: OperationPorts) {
  return async (
    _actor: Actor,
    input: { service: string; environment: string } & MetricsQuery,
  ): Promise<MetricsView> => {
    const { read } = ports.work;
    const { service, environment, ...query } = input;
    const [record, now] = await Promise.all([findTarget(read, service, environment), read.now()]);
    const asked = parseInput(metricsQuerySchema, query);
    const only = asked.measures?.split(",").filter(isMeasure);
    const window = windowFor(asked, now);
    const target = metricsTarget(record);
    const range = { from: window.from * 1000, to: window.to * 1000 };
    // What was done after the last round time is of this chart, too.
    const marked = { from: range.from, to: range.to + window.step * 1000 };
    const times = timesOf(window);
    const [{ series, faults }, { policy }, markers] = await Promise.all([
      ports.metrics.range(target, window, only),
      read.scalingDesk.of(record.id),
      markersIn(read, { id: record.id, service, environment }, marked),
    ]);
    return {
      ...{ service, environment, cluster: target.cluster, source: ports.metrics.source(target.cluster) },
      ...{ from: iso(range.from), to: iso(range.to), step: window.step, times },
      ...{ series: [...series], markers, faults: [...faults] },
      asOf: newestSample(times, series),
      cpuTarget: policy && policy.targetCpuPercent / 100,
      figures: figuresOf(times, series),
      queries: rangeQueries(target, window.step).map(({ measure, color, text }) => ({
        measure,
        color,
        text,
      })),
    };
  };
}
