import type { Eligibility } from "@/contracts/problem";
import type { ScalingRights } from "@/contracts/scaling-change";
import type { Actor } from "@/server/domain/access/actor";
import { listed, mayDo, type Resource, refused, whoMay } from "@/server/domain/access/eligibility";

/** The place of a change, with the number of approvals that its environment asks for. */
export interface ScalingPlace {
  resource: Resource;
  approvals: number;
  now: number;
}

/** Whether a change of the base needs a second person here. */
export function needsApproval({ resource, approvals }: ScalingPlace): boolean {
  return resource.place.protected && approvals > 0;
}

/** What somebody may change of the scaling here, by grants alone. Pure and total. */
export function rightsOf(actor: Actor, place: ScalingPlace): ScalingRights {
  const { environment } = place.resource.place;
  const request = mayDo(actor, "scaling.request", place);
  return {
    change: needsApproval(place)
      ? refused("forbidden", `In ${environment} a second person approves a change of bounds: ask for it.`)
      : request,
    raise: mayDo(actor, "scaling.raise", place),
    request,
    endRaise: mayDo(actor, "scaling.endRaise", place),
  };
}

/** How a change of the base goes: at once, or by a request; or not at all, with who can. */
export type Way = { way: "now" | "request" } | { way: "no"; answer: Eligibility };

/** The way of a change of the base. Who is on call raises at once, and never lowers. */
export function wayOf(rights: ScalingRights, change: { lower: boolean; place: ScalingPlace }): Way {
  if (rights.change.allowed || (rights.raise.allowed && !change.lower)) return { way: "now" };
  if (rights.request.allowed) return { way: "request" };
  if (!rights.raise.allowed) return { way: "no", answer: rights.request };
  const { resource } = change.place;
  const whoCan = whoMay("scaling.request", resource);
  const { service } = resource.ownership;
  const reason = `On call you raise ${service} in ${resource.place.environment}, and this lowers it. Ask ${listed(whoCan)}.`;
  return { way: "no", answer: refused("forbidden", reason, whoCan) };
}
