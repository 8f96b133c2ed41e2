/** A Prometheus that is asked about a cluster. */
export interface PrometheusSource {
  /** Where `/api/v1/query` is found below. */
  url: string;
  /** File with the bearer token to send; read anew for each question, so that a rotated token is used. */
  tokenFile?: string | undefined;
}

/** The source of a cluster: its own, else the one for all others (`*`). */
export function sourceOf(
  sources: Readonly<Record<string, PrometheusSource>>,
  cluster: string,
): PrometheusSource | null {
  return (Object.hasOwn(sources, cluster) ? sources[cluster] : sources["*"]) ?? null;
}

/** Host as people know it; never user or password of the URL. */
export const hostOf = (source: PrometheusSource): string => new URL(source.url).host;
