import type { Color } from "@/contracts/color";
import type { Measure } from "@/contracts/metrics";
import { labelValue, literalPattern } from "./label-value";

/** A service in a namespace, as its series are labelled. */
export interface MetricsTarget {
  cluster: string;
  namespace: string;
  service: string;
  /** Blue and green have workloads of their own; false: one workload, of the service's name. */
  colored: boolean;
}

/** One question to Prometheus: `label` says which label of the answer tells the color. */
export interface MetricQuery {
  measure: Measure;
  /** The color that all of the answer is of; null when a label tells, or when it is of all. */
  color: Color | null;
  label: "color" | "deployment" | null;
  text: string;
}

/** Shortest time over which a rate is taken: four samples at the usual 15 s, so that one lost sample is no gap. */
const shortestRateSeconds = 60;

const requestsOf = ({ namespace, service }: MetricsTarget, more = ""): string =>
  `http_requests_total{namespace="${labelValue(namespace)}",service="${labelValue(service)}"${more}}`;
const serverErrors = ',code=~"5.."';

function podsOf({ namespace, service, colored }: MetricsTarget, color: Color | null): string {
  const workload = literalPattern(colored && color ? `${service}-${color}` : service);
  // ReplicaSet and pod each add one part: a service whose name goes on after this one's is not meant.
  return `namespace="${labelValue(namespace)}",pod=~"${workload}-[a-z0-9]+-[a-z0-9]+"`;
}

function workloadsOf({ service, colored }: MetricsTarget): string {
  const name = literalPattern(service);
  return colored ? `${name}-blue|${name}-green` : name;
}

function errorsOf(target: MetricsTarget, rate: (selector: string) => string, by: string): string {
  // A service without errors has no series of them: its errors are 0 wherever it has requests, and unknown elsewhere.
  const all = `sum${by}(${rate(requestsOf(target))})`;
  return `sum${by}(${rate(requestsOf(target, serverErrors))}) or ${all} * 0`;
}

function p95Of(target: MetricsTarget, window: string): string {
  const { namespace, service } = target;
  const buckets = `http_request_duration_seconds_bucket{namespace="${labelValue(namespace)}",service="${labelValue(service)}"}`;
  return `histogram_quantile(0.95, sum by (color, le) (rate(${buckets}[${window}])))`;
}

const colorsOf = ({ colored }: MetricsTarget): readonly (Color | null)[] =>
  colored ? ["blue", "green"] : [null];

function cpuOf(target: MetricsTarget, color: Color | null, window: string): string {
  const pods = podsOf(target, color);
  const used = `sum(rate(container_cpu_usage_seconds_total{${pods},container!=""}[${window}]))`;
  return `${used} / sum(kube_pod_container_resource_requests{${pods},resource="cpu"})`;
}

function memoryOf(target: MetricsTarget, color: Color | null): string {
  const pods = podsOf(target, color);
  const used = `sum(container_memory_working_set_bytes{${pods},container!=""})`;
  return `${used} / sum(kube_pod_container_resource_requests{${pods},resource="memory"})`;
}

function scalerBound(target: MetricsTarget, bound: "min" | "max"): string {
  const where = `namespace="${labelValue(target.namespace)}",horizontalpodautoscaler=~"${workloadsOf(target)}"`;
  return `max(kube_horizontalpodautoscaler_spec_${bound}_replicas{${where}})`;
}

const byColor = (measure: Measure, text: string): MetricQuery => ({
  ...{ measure, color: null, label: "color", text },
});
const ofAll = (measure: Measure, text: string): MetricQuery => ({
  ...{ measure, color: null, label: null, text },
});

/** Every question of a range with points `stepSeconds` apart. Pure; the same target and step always give the same texts. */
export function rangeQueries(target: MetricsTarget, stepSeconds: number): readonly MetricQuery[] {
  const window = `${Math.max(stepSeconds, shortestRateSeconds)}s`;
  const rate = (selector: string): string => `rate(${selector}[${window}])`;
  const all = `sum(${rate(requestsOf(target))})`;
  const ready = `kube_deployment_status_replicas_ready{namespace="${labelValue(target.namespace)}",deployment=~"${workloadsOf(target)}"}`;
  return [
    byColor("requests", `sum by (color) (${rate(requestsOf(target))})`),
    byColor("errors", errorsOf(target, rate, " by (color) ")),
    ofAll("errorShare", `(${errorsOf(target, rate, "")}) / ${all}`),
    byColor("p95", p95Of(target, window)),
    { measure: "ready", color: null, label: "deployment", text: `sum by (deployment) (${ready})` },
    ofAll("minReplicas", scalerBound(target, "min")),
    ofAll("maxReplicas", scalerBound(target, "max")),
    ...colorsOf(target).flatMap((color): MetricQuery[] => [
      { measure: "cpu", color, label: null, text: cpuOf(target, color, window) },
      { measure: "memory", color, label: null, text: memoryOf(target, color) },
    ]),
  ];
}

/** The questions about this moment: requests by the last two samples, so that a rise is seen at once. */
export function nowQueries(target: MetricsTarget): readonly MetricQuery[] {
  const window = `${shortestRateSeconds}s`;
  const rate = (selector: string): string => `irate(${selector}[${window}])`;
  const all = `sum by (color) (${rate(requestsOf(target))})`;
  return [
    byColor("requests", all),
    byColor("errorShare", `(${errorsOf(target, rate, " by (color) ")}) / ${all}`),
    byColor("p95", p95Of(target, window)),
    ...colorsOf(target).map(
      (color): MetricQuery => ({
        ...{ measure: "cpu", color, label: null, text: cpuOf(target, color, window) },
      }),
    ),
  ];
}

/** The questions about what each pod uses at this moment. */
export function podQueries(target: MetricsTarget): readonly MetricQuery[] {
  const window = `${shortestRateSeconds}s`;
  return colorsOf(target).flatMap((color): MetricQuery[] => {
    const pods = `{${podsOf(target, color)},container!=""}`;
    const cpu = `sum by (pod) (irate(container_cpu_usage_seconds_total${pods}[${window}]))`;
    const memory = `sum by (pod) (container_memory_working_set_bytes${pods})`;
    return [
      { measure: "cpu", color, label: null, text: cpu },
      { measure: "memory", color, label: null, text: memory },
    ];
  });
}
