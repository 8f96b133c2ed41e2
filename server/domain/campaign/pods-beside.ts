import type { MorePods } from "./pool-plan";

/** From when until when floors hold, half-open. */
export interface Span {
  from: number;
  until: number;
}

/** Pods that a service needs in a window, and that it has. */
export interface FloorNeed extends Omit<MorePods, "pods"> {
  /** Tells services of the same name in several environments apart. */
  key: string;
  floor: number;
  /** Pods that it wants now; null until it was seen. */
  running: number | null;
}

/** A floor that another confirmed campaign holds, and when. */
export interface HeldFloor extends FloorNeed, Span {}

/** Whether two spans share a moment. Spans that touch do not. */
export const meet = (one: Span, other: Span): boolean => one.from < other.until && other.from < one.until;

/** Pods that floors ask for above what runs. */
export const podsOf = (needs: readonly FloorNeed[]): MorePods[] =>
  needs.map(({ service, cluster, namespace, pool, ask, floor, running }) => ({
    ...{ service, cluster, namespace, pool, ask },
    pods: Math.max(0, floor - (running ?? 0)),
  }));

/**
 * Pods that other campaigns need while one holds its floors, above what runs and what that one brings: of each service the highest floor
 * counts, once. All windows that meet it count as if they were open together.
 */
export function podsBeside(
  own: { spans: readonly Span[]; needs: readonly Pick<FloorNeed, "key" | "floor">[] },
  held: readonly HeldFloor[],
): MorePods[] {
  const highest = new Map<string, HeldFloor>();
  for (const each of held) {
    const known = highest.get(each.key);
    if (own.spans.some((span) => meet(span, each)) && each.floor > (known?.floor ?? 0))
      highest.set(each.key, each);
  }
  return [...highest.values()].map(({ key, service, cluster, namespace, pool, ask, floor, running }) => {
    const brought = own.needs.find((each) => each.key === key)?.floor ?? 0;
    const pods = Math.max(0, floor - Math.max(running ?? 0, brought));
    return { service, cluster, namespace, pool, ask, pods };
  });
}
