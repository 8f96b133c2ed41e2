import type { Actor, Ownership } from "./actor";

/** What somebody is with respect to one service. Every person is a viewer; a program is what it was granted, and no more. */
export const standings = [
  "viewer",
  "developer",
  "lead",
  "oncall",
  "release-manager",
  "campaign-owner",
  "admin",
  "auditor",
  "ci",
] as const;
export type Standing = (typeof standings)[number];

const byRole: Readonly<Record<string, Standing>> = {
  "release-manager": "release-manager",
  "campaign-owner": "campaign-owner",
  "platform-admin": "admin",
  auditor: "auditor",
  ci: "ci",
};

/**
 * Every standing of an actor towards a service. Developer: member of the building or owner team; lead: lead or deputy of
 * the owner team; on call: on duty for the paged or the owner team. Total and monotonous: a new grant never takes a standing away.
 */
export function standingsOf(actor: Actor, ownership: Ownership): ReadonlySet<Standing> {
  const found = new Set<Standing>(actor.kind === "human" ? ["viewer"] : []);
  for (const role of actor.roles) {
    const standing = byRole[role];
    if (standing) found.add(standing);
  }
  if (actor.kind === "service") return found;
  for (const membership of actor.memberships) {
    for (const standing of byMembership(membership, ownership)) found.add(standing);
  }
  return found;
}

/** What being in a team gives towards a service. */
function byMembership(
  { team, role }: Actor["memberships"][number],
  ownership: Ownership,
): readonly Standing[] {
  const isOwner = team === ownership.owner.name;
  if (role === "on_call") return isOwner || team === ownership.onCall ? ["oncall"] : [];
  if (isOwner) return role === "developer" ? ["developer"] : ["developer", "lead"];
  return team === ownership.team ? ["developer"] : [];
}
