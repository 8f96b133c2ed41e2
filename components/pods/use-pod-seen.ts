"use client";

import { useEffect, useState } from "react";
import type { PodSeen } from "@/contracts/pod";

/** The pod of this name in a live list; once it left the list, what was seen of it last. */
export function usePodSeen(
  pods: readonly PodSeen[],
  name: string | null,
): { seen: PodSeen | undefined; isGone: boolean } {
  const [kept, setKept] = useState<PodSeen>();
  const live = pods.find((pod) => pod.name === name);
  useEffect(() => {
    if (live) setKept(live);
  }, [live]);
  const last = kept?.name === name ? kept : undefined;
  return { seen: live ?? last, isGone: name !== null && live === undefined };
}
