import { writeFileSync } from "node:fs";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { applyWorkloads } from "./seed/apply-workloads";
import { readSeedEnvironment } from "./seed/env";
import { renewTokens, seedOnce } from "./seed/seed-once";

const environment = readSeedEnvironment();
const database = openDatabase(environment.databaseUrl, { max: 4, name: "switchyard-seed" });
const hand = (tokens: Record<string, string>) => {
  if (environment.accessOut)
    writeFileSync(environment.accessOut, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
};
const tell = (line: string) => process.stdout.write(`${line}\n`);
try {
  tell("importing services, people and history");
  const imported = await seedOnce(database, {
    now: new Date(),
    profile: environment.profile,
    async finish(transaction, tokens) {
      hand(tokens);
      if (Object.keys(environment.kubeconfigs).length === 0) return;
      tell("starting the workloads");
      const count = await applyWorkloads(transaction, environment.kubeconfigs);
      tell(`started the workloads of ${count} targets`);
    },
  });
  if (!imported) hand(await renewTokens(database, new Date()));
} finally {
  await database.destroy();
}
