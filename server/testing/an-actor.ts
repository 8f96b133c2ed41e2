import type { Actor, Membership, Ownership } from "@/server/domain/access/actor";

/** The ownership of a service whose building, owner and paged teams are three. */
export const ownership: Ownership = {
  service: "payment-qr-api",
  team: "checkout",
  owner: { name: "payment", lead: "payment-lead", deputy: "payment-deputy" },
  onCall: "checkout",
};

/** A person without grants, with overrides. */
export function anActor(overrides: Partial<Actor> = {}): Actor {
  return {
    account: "somebody",
    kind: "human",
    roles: [],
    memberships: [],
    token: null,
    responsible: null,
    via: "api",
    requestId: null,
    ip: null,
    ...overrides,
  };
}

/** A member of one team. */
export function member(account: string, team: string, role: Membership["role"]): Actor {
  return anActor({ account, memberships: [{ team, role }] });
}
