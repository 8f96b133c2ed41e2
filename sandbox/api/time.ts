/** The last second that was written: a burst of writes names the same one thousands of times. */
let written = { second: Number.NaN, text: "" };

/** RFC 3339 in seconds, as Kubernetes writes `metav1.Time`. */
export function kubeTime(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== written.second)
    written = { second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` };
  return written.text;
}

/** RFC 3339 in microseconds, as Kubernetes writes `metav1.MicroTime`. */
export function kubeMicroTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}000Z`;
}
