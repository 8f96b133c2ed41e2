import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { PodSeen } from "@/contracts/pod";
import { seedOnce } from "@/database/seed/seed-once";
import { createAccountStore } from "@/server/adapters/postgres/account-store";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { createUnitOfWork } from "@/server/adapters/postgres/unit-of-work";
import type { Actor } from "@/server/domain/access/actor";
import { makeOperations, type Operations } from "@/server/operations";
import type { FleetView } from "@/server/ports/fleet-view";
import type { ImageAnswer } from "@/server/ports/image-registry";
import type { ServiceMetrics } from "@/server/ports/service-metrics";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { silentMetrics } from "@/server/testing/silent-metrics";

/** A seeded organization with its operations; the registry says what a test wants. */
export interface OperationsWorld {
  operations: Operations;
  database: Kysely<Database>;
  /** Answers of the registry by tag; what is not named is there with its registered digest. */
  images: Map<string, ImageAnswer>;
  /** Where figures come from; nowhere, until a test says otherwise. */
  figures: { from: ServiceMetrics };
  /** What runs, as the read model has it: nothing, until a test says otherwise. */
  pods: PodSeen[];
  actor(account: string): Promise<Actor>;
  /** Id of a deployment by what is known of it. */
  deployment(service: string, environment: string, state: string): Promise<string>;
  tag(service: string, build: number): Promise<string>;
  planHash(id: string): Promise<string>;
  /** Rows of the audit log about a deployment, newest first. */
  audited(id: string): Promise<{ actor: string; action: string }[]>;
  rows(table: "deployment" | "approval" | "audit_event" | "plan" | "build"): Promise<number>;
  /** Puts a deployment where the engine would have brought it. */
  engineMoves(
    id: string,
    state: string,
    more?: { switched?: boolean; from?: "blue" | "green" },
  ): Promise<void>;
  close(): Promise<void>;
}

const silentFleet: FleetView = {
  environments: () => [],
  rows: () => [],
  row: () => undefined,
  matrix: () => [],
  pods: () => [],
  links: () => [],
  cursor: () => "0.0",
  version: () => "v1",
};

async function openWorld(fresh: FreshDatabase): Promise<OperationsWorld> {
  const database = openDatabase(fresh.url, { max: 4 });
  await seedOnce(database, { now: new Date(), profile: "demo" });
  const images = new Map<string, ImageAnswer>();
  const digests = new Map(
    (await database.selectFrom("build").select(["tag", "repository", "digest"]).execute()).map((row) => [
      `${row.repository}:${row.tag}`,
      row.digest,
    ]),
  );
  const accounts = createAccountStore(database);
  const figures = { from: silentMetrics };
  const pods: PodSeen[] = [];
  const operations = makeOperations({
    work: createUnitOfWork(database),
    registry: {
      async resolve({ repository, reference }) {
        const digest =
          digests.get(`${repository}:${reference}`) ??
          (reference.startsWith("sha256:") ? reference : undefined);
        return images.get(reference) ?? (digest ? { state: "found", digest } : { state: "missing" });
      },
    },
    fleet: { ...silentFleet, pods: () => pods },
    metrics: {
      source: (cluster) => figures.from.source(cluster),
      range: (...asked) => figures.from.range(...asked),
      now: (target) => figures.from.now(target),
      pods: (target) => figures.from.pods(target),
    },
    ids: { uuid: randomUUID },
    sha256,
    sandbox: true,
  });
  const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => {
    const row = (await query.execute(database)).rows[0];
    if (!row) throw new Error("no such row");
    return row;
  };
  return {
    operations,
    database,
    images,
    figures,
    pods,
    async actor(account) {
      const grants = await accounts.grants(account);
      if (!grants) throw new Error(`no account ${account}`);
      return { ...grants, token: null, via: "api", requestId: "test", ip: null };
    },
    deployment: async (service, environment, state) =>
      (
        await one(sql<{ id: string }>`select d.id from deployment d join target t on t.id = d.target_id
          where t.service = ${service} and t.environment = ${environment} and d.state = ${state} order by d.number desc limit 1`)
      ).id,
    tag: async (service, build) =>
      (
        await one(
          sql<{ tag: string }>`select tag from build where service = ${service} and number = ${build}`,
        )
      ).tag,
    planHash: async (id) =>
      (await one(sql<{ plan_hash: string }>`select plan_hash from deployment where id = ${id}`)).plan_hash,
    async audited(id) {
      const answer = await sql<{ actor: string; action: string }>`
        select actor, action from audit_event where subject = ${`deployment/${id}`} order by seq desc`.execute(
        database,
      );
      return answer.rows;
    },
    rows: async (table) =>
      (await one(sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`)).n,
    async engineMoves(id, state, more = {}) {
      const finished = ["succeeded", "failed", "canceled", "rejected", "rolled_back", "superseded"].includes(
        state,
      );
      await sql`update deployment set state = ${state}, state_version = state_version + 1, state_entered_at = now(),
        finished_at = ${finished ? sql`now()` : sql`null`},
        switched_at = ${more.switched ? sql`now()` : sql`switched_at`},
        from_color = coalesce(${more.from ?? null}, from_color) where id = ${id}`.execute(database);
    },
    async close() {
      await database.destroy();
      await fresh.drop();
    },
  };
}

/** A world of its own for one test file. */
export async function operationsWorld(): Promise<OperationsWorld> {
  return openWorld(await freshDatabase());
}
