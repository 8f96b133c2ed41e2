import type { ConfigRecord, ConfigStore } from "@/server/ports/release-store";
import type { Connection } from "./connection";

function toConfig(row: {
  id: string;
  version: number;
  data: unknown;
  author: string;
  base: number;
}): ConfigRecord {
  return { ...row, data: row.data as Record<string, string> };
}

/** Config versions on one connection or transaction. */
export function createConfigStore(connection: Connection): ConfigStore {
  const select = (service: string, environment: string) =>
    connection
      .selectFrom("config_version")
      .select(["id", "version", "data", "author", "contributors", "base"])
      .where("service", "=", service)
      .where("environment", "=", environment);
  return {
    async newest(service, environment) {
      const row = await select(service, environment).orderBy("version", "desc").limit(1).executeTakeFirst();
      return row && toConfig(row);
    },
    async version(service, environment, version) {
      const row = await select(service, environment).where("version", "=", version).executeTakeFirst();
      return row && toConfig(row);
    },
    async authors({ service, environment, after, upTo }) {
      const rows = await select(service, environment)
        .where("version", ">", after)
        .where("version", "<=", upTo)
        .orderBy("version")
        .execute();
      return rows.flatMap(({ author, contributors, version }) =>
        [author, ...contributors].map((account) => ({ account, version })),
      );
    },
  };
}
