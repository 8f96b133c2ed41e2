import { sql } from "kysely";
import { unpackBundle } from "@/server/adapters/postgres/bundle-codec";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { bundleSha256 } from "@/server/domain/manifest/hashes";
import type { Closing, DeploymentStore, Lease } from "@/server/ports/deployment-store";
import { advance } from "./advance";
import { claimDue, heartbeat, release } from "./claim-due";
import { closeEffect } from "./effect-ledger";
import { readLoadedRow } from "./loaded-row";
import { contextOf, type StoreOptions } from "./store-context";
import { toLoaded } from "./to-loaded";
import { listenForWork } from "./wake-listener";

/** The engine's memory in Postgres. */
export function createDeploymentStore(options: StoreOptions): DeploymentStore {
  const { db } = options;
  return {
    claimDue: (worker, batch) => claimDue(contextOf(options), worker, batch),
    heartbeat: (leases) => heartbeat(contextOf(options), leases),
    release: (lease, wakeInMs) => release(contextOf(options), lease, wakeInMs),
    async load(lease) {
      const row = await readLoadedRow(contextOf(options), lease);
      return row === undefined ? null : toLoaded(row);
    },
    advance: (lease, change) => advance(contextOf(options), lease, change),
    close: (lease, closing) => close(options, lease, closing),
    async bundle(hash) {
      const row = await db
        .selectFrom("bundle")
        .select("objects")
        .where("sha256", "=", hash)
        .executeTakeFirst();
      if (row === undefined) return null;
      const objects = unpackBundle(row.objects);
      return bundleSha256(objects, sha256) === hash ? objects : null;
    },
    onWake: (callback) => listenForWork(options.url, callback),
  };
}

/** Evidence and counters of one effect; nothing is written when the lease is lost. */
async function close({ db }: StoreOptions, lease: Lease, closing: Closing): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numAffectedRows } = await sql`
      update deployment set memory = ${JSON.stringify(closing.memory)}::jsonb
      where id = ${lease.deploymentId} and lease_token = ${lease.token} and lease_owner is not null`.execute(
      tx,
    );
    if (numAffectedRows !== 1n) return false;
    await closeEffect(tx, lease.deploymentId, closing);
    return true;
  });
}
