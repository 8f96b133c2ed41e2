"use client";

import { useEffect, useState } from "react";
import { emptyDraft, type PlanDraft, type TargetDraft } from "./plan-draft";
import { addDays, localAt } from "./zoned-time";

/** Tomorrow at the next full hour, on the reader's own clock. */
function proposedStart(zone: string): string {
  const local = localAt(Date.now() + 3_600_000, zone);
  return `${addDays(local.slice(0, 10), 1)}T${local.slice(11, 13)}:00`;
}

/** A plan with nothing in it but a time that makes sense. Only in the browser: it reads the reader's clock. */
export function freshDraft(environment: string): PlanDraft {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { ...emptyDraft, environment, zone, startLocal: proposedStart(zone) };
}

function keptAt<Kept extends object>(place: string): Partial<Kept> {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}") as Partial<Kept>;
  } catch {
    return {};
  }
}

/** Something that is being written. It stays in this tab when the page is loaded anew or the sign-in ends, until it is forgotten. */
export function useKept<Kept extends object>(place: string, fresh: () => Kept) {
  const [held, setHeld] = useState<Kept | null>(null);
  useEffect(() => {
    setHeld((before) => before ?? { ...fresh(), ...keptAt<Kept>(place) });
  }, [place, fresh]);
  useEffect(() => {
    if (held) sessionStorage.setItem(place, JSON.stringify(held));
  }, [place, held]);
  return { held, hold: setHeld, forget: () => sessionStorage.removeItem(place) };
}

/** The verbs of a form's fields on a draft. */
export function draftDesk(draft: PlanDraft, hold: (draft: PlanDraft) => void) {
  const write = (part: Partial<PlanDraft>) => hold({ ...draft, ...part });
  return {
    draft,
    write,
    writeTarget: (at: number, part: Partial<TargetDraft>) =>
      write({
        targets: draft.targets.map((target, index) => (index === at ? { ...target, ...part } : target)),
      }),
    addTarget: (service: string, floor: number) =>
      write({ targets: [...draft.targets, { service, floor: `${floor}`, peakRps: "", rpsPerPod: "" }] }),
    removeTarget: (at: number) => write({ targets: draft.targets.filter((_, index) => index !== at) }),
  };
}

export type DraftDesk = ReturnType<typeof draftDesk>;
