import type { Membership } from "@/server/domain/access/actor";
import type { AccountStore } from "@/server/ports/catalog-store";
import type { Connection } from "./connection";

/** Accounts with their grants. */
export function createAccountStore(connection: Connection): AccountStore {
  return {
    async grants(name) {
      const account = await connection
        .selectFrom("account")
        .select(["name", "kind", "roles", "responsible"])
        .where("name", "=", name)
        .where("disabled_at", "is", null)
        .executeTakeFirst();
      if (!account) return undefined;
      const memberships = await connection
        .selectFrom("team_member")
        .select(["team", "role"])
        .where("account", "=", name)
        .execute();
      return {
        account: account.name,
        kind: account.kind === "service" ? "service" : "human",
        roles: account.roles,
        responsible: account.responsible,
        memberships: memberships as Membership[],
      };
    },
  };
}
