"use client";

import { useEffect, useState } from "react";
import { emptyDraft, type PlanDraft, type TargetDraft } from "./plan-draft";
import { addDays, localAt } from "./zoned-time";

const place = "campaign-draft";

/** A draft of this tab that was not planned yet. */
function keptDraft(): Partial<PlanDraft> {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}") as Partial<PlanDraft>;
  } catch {
    return {};
  }
}

/** Tomorrow at the next full hour, on the reader's own clock. */
function proposedStart(zone: string): string {
  const local = localAt(Date.now() + 3_600_000, zone);
  return `${addDays(local.slice(0, 10), 1)}T${local.slice(11, 13)}:00`;
}

/** The plan that is being written. It stays in this tab when the page is loaded anew or the sign-in ends, until it is planned. */
export function usePlanDraft(environment: string) {
  const [draft, setDraft] = useState<PlanDraft | null>(null);
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    setDraft({ ...emptyDraft, environment, zone, startLocal: proposedStart(zone), ...keptDraft() });
  }, [environment]);
  useEffect(() => {
    if (draft) sessionStorage.setItem(place, JSON.stringify(draft));
  }, [draft]);
  const shown = draft ?? emptyDraft;
  const write = (part: Partial<PlanDraft>) => setDraft({ ...shown, ...part });
  const writeTarget = (at: number, part: Partial<TargetDraft>) =>
    write({
      targets: shown.targets.map((target, index) => (index === at ? { ...target, ...part } : target)),
    });
  return {
    draft: shown,
    write,
    writeTarget,
    addTarget: (service: string, floor: number) =>
      write({ targets: [...shown.targets, { service, floor: `${floor}`, peakRps: "", rpsPerPod: "" }] }),
    removeTarget: (at: number) => write({ targets: shown.targets.filter((_, index) => index !== at) }),
    /** Forgets what was kept: it is planned. */
    forget: () => sessionStorage.removeItem(place),
  };
}
