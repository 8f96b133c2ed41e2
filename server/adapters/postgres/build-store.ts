import type { BuildRecord, BuildStore } from "@/server/ports/release-store";
import { containing } from "./catalog-store";
import type { Connection } from "./connection";

interface BuildRow {
  id: string;
  service: string;
  number: number;
  branch: string;
  commit_sha: string;
  tag: string;
  repository: string;
  digest: string;
  built_at: Date;
}

const columns = [
  "id",
  "service",
  "number",
  "branch",
  "commit_sha",
  "tag",
  "repository",
  "digest",
  "built_at",
] as const;

function toBuild(row: BuildRow): BuildRecord {
  const { commit_sha, built_at, ...same } = row;
  return { ...same, commit: commit_sha, builtAt: built_at.getTime() };
}

/** Builds on one connection or transaction. */
export function createBuildStore(connection: Connection): BuildStore {
  const select = () => connection.selectFrom("build").select([...columns]);
  return {
    async byTag(service, tag) {
      const row = await select().where("service", "=", service).where("tag", "=", tag).executeTakeFirst();
      return row && toBuild(row);
    },
    async byId(id) {
      const row = await select().where("id", "=", id).executeTakeFirst();
      return row && toBuild(row);
    },
    async list(service, limit) {
      const rows = await select()
        .where("service", "=", service)
        .orderBy("number", "desc")
        .limit(limit)
        .execute();
      return rows.map(toBuild);
    },
    async insert(build, registeredBy) {
      const answer = await connection
        .insertInto("build")
        .values({
          id: build.id,
          service: build.service,
          number: build.number,
          branch: build.branch,
          commit_sha: build.commit,
          tag: build.tag,
          repository: build.repository,
          digest: build.digest,
          built_at: new Date(build.builtAt),
          registered_by: registeredBy,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return answer.numInsertedOrUpdatedRows === 1n;
    },
    async search(query, limit) {
      const rows = await select()
        .where("tag", "ilike", containing(query))
        .orderBy("built_at", "desc")
        .limit(limit)
        .execute();
      return rows.map(toBuild);
    },
  };
}
