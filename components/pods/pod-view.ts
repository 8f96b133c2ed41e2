import type { PodMark } from "@/components/track/pod-mark";
import type { GlyphName } from "@/components/ui/glyph";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";

/** How a pod is drawn and what is said of it. `tone` is loud only for what needs a person. */
export interface PodView {
  mark: PodMark;
  words: string;
  tone: "quiet" | "look" | "failing";
}

const failingReasons = /(CrashLoopBackOff|Err|Error|BackOff|InvalidImageName|OOMKilled)/;

function failureOf(container: ContainerSeen): string | null {
  if (container.ready || container.reason === undefined || !failingReasons.test(container.reason))
    return null;
  const restarts = container.restarts > 0 ? ` ×${container.restarts}` : "";
  const exit = container.exitCode ?? container.last?.exitCode;
  return `${container.reason}${restarts}${exit === undefined ? "" : `, exit ${exit}`}`;
}

/** Last part of a pod's name: "x7k2q". */
export function podSuffix(name: string): string {
  return name.slice(name.lastIndexOf("-") + 1);
}

function readyWords(pod: PodSeen): string {
  const restarts = pod.containers.reduce((sum, container) => sum + container.restarts, 0);
  if (restarts === 0) return "ready";
  const last = pod.containers.find((container) => container.last)?.last;
  return `ready, ${restarts === 1 ? "1 restart" : `${restarts} restarts`}${last ? `, last ${last.reason}` : ""}`;
}

function waitingWords(pod: PodSeen): string {
  if (pod.phase === "Pending") return pod.node ? "starting" : "Pending";
  return pod.phase === "Running" ? "not ready" : pod.phase;
}

/** What a person reads about a pod. Total: every pod has a mark and words. */
export function podView(pod: PodSeen): PodView {
  if (pod.deletingSince) return { mark: "start", words: "ending", tone: "quiet" };
  const failure = pod.containers.map(failureOf).find((words) => words !== null);
  if (failure) return { mark: "fail", words: failure, tone: "failing" };
  if (pod.unschedulable) return { mark: "wait", words: "Pending, no node", tone: "look" };
  if (pod.ready) return { mark: "run", words: readyWords(pod), tone: "quiet" };
  return { mark: "start", words: waitingWords(pod), tone: "quiet" };
}

/** Ink of the words by their tone. */
export const toneClass = { quiet: "dim", look: "amber", failing: "red" } as const;

/** Drawing of a pod: its color and its state. */
export function podGlyph(pod: PodSeen): GlyphName {
  return pod.color ? `${pod.color}-${podView(pod).mark}` : "pod-run";
}

const order: readonly PodMark[] = ["fail", "wait", "start", "run", "idle"];

/** Loud pods first, then by color and name. */
export function sortPods(pods: readonly PodSeen[]): readonly PodSeen[] {
  const rank = (pod: PodSeen) => order.indexOf(podView(pod).mark);
  return [...pods].sort(
    (a, b) =>
      rank(a) - rank(b) || (a.color ?? "").localeCompare(b.color ?? "") || a.name.localeCompare(b.name),
  );
}
