/** Why a pod fits on no node: how many nodes there are, and how many each reason rules out. */
export interface SchedulerReasons {
  nodes: number;
  reasons: readonly { count: number; text: string }[];
}

/** Splits `0/6 nodes are available: 2 Insufficient cpu, 4 node(s) didn't match ... .`; null for another text. */
export function schedulerReasons(text: string): SchedulerReasons | null {
  const match = /^0\/(\d+) nodes are available: (.*)$/s.exec(text);
  if (!match) return null;
  // What preemption could do comes after the reasons and repeats their numbers.
  const reasons = (match[2] ?? "").split(/\.?\s*preemption:/)[0] ?? "";
  return {
    nodes: Number(match[1]),
    reasons: [...reasons.matchAll(/(\d+) (.+?)(?=, \d+ |\.?\s*$)/gs)].map(([, count, reason = ""]) => ({
      count: Number(count),
      text: reason.trim().replace(/\.$/, ""),
    })),
  };
}
