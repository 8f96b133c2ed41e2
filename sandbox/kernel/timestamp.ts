/** RFC 3339 in whole seconds, as Kubernetes writes `metav1.Time`. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since the epoch; a missing time is `fallback`. */
export function timeOf(text: string | undefined, fallback = 0): number {
  return text === undefined ? fallback : Date.parse(text);
}
