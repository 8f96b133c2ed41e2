import { type Kysely, sql } from "kysely";
import type { Stores, UnitOfWork } from "@/server/ports/unit-of-work";
import { createAnswerStore } from "./answer-store";
import { createArchiveStore } from "./archive-store";
import { createAuditChainReads } from "./audit-seal-store";
import { createBuildStore } from "./build-store";
import { createCampaignStore } from "./campaigns/campaign-store";
import { createCatalogStore } from "./catalog-store";
import { createChangeLog } from "./change-log";
import { createConfigDesk } from "./config-desk";
import { createConfigStore } from "./config-store";
import type { Connection } from "./connection";
import type { Database } from "./database-schema";
import { createDeploymentLedger } from "./deployment-ledger";
import { createEventReads } from "./event-reads";
import { createFreezeStore } from "./freeze-store";
import { createKeptLogReads } from "./kept-logs";
import { createMessageReads } from "./local-sink";
import { createMarkerReads } from "./marker-reads";
import { observedTarget } from "./observed-target";
import { createPlanStore } from "./plan-store";
import { createPodRemovalStore } from "./pod-removals";
import { quotasOf } from "./quotas";
import { createScalingChangeStore } from "./scaling-changes";
import { createScalingDesk } from "./scaling-desk";

/** Every store on one pool or transaction. */
export function storesOn(connection: Connection): Stores {
  return {
    catalog: createCatalogStore(connection),
    deployments: createDeploymentLedger(connection),
    builds: createBuildStore(connection),
    configs: createConfigStore(connection),
    configDesk: createConfigDesk(connection),
    scalingDesk: createScalingDesk(connection),
    scalingChanges: createScalingChangeStore(connection),
    markers: createMarkerReads(connection),
    plans: createPlanStore(connection),
    archives: createArchiveStore(connection),
    log: createChangeLog(connection),
    chain: createAuditChainReads(connection),
    answers: createAnswerStore(connection),
    freezes: createFreezeStore(connection),
    campaigns: createCampaignStore(connection),
    messages: createMessageReads(connection),
    podRemovals: createPodRemovalStore(connection),
    keptLogs: createKeptLogReads(connection),
    events: createEventReads(connection),
    quotas: (cluster, namespace) => quotasOf(connection, cluster, namespace),
    seen: (place) => observedTarget(connection, place),
    async now() {
      const answer = await sql<{ now: Date }>`select now()`.execute(connection);
      return answer.rows[0]?.now.getTime() ?? 0;
    },
  };
}

/** Stores on a pool; changes run in one transaction at the default level, with row locks where two people could collide. */
export function createUnitOfWork(database: Kysely<Database>): UnitOfWork {
  return {
    read: storesOn(database),
    change: (work) => database.transaction().execute((transaction) => work(storesOn(transaction))),
  };
}
