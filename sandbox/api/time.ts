/** RFC 3339 in seconds, as Kubernetes writes `metav1.Time`. */
export function kubeTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** RFC 3339 in microseconds, as Kubernetes writes `metav1.MicroTime`. */
export function kubeMicroTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}000Z`;
}
