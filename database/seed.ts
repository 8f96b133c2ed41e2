import { writeFileSync } from "node:fs";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { applyWorkloads } from "./seed/apply-workloads";
import { readSeedEnvironment, readSeedPlace, type SeedPlace } from "./seed/env";
import { demoOrganization, renewTokens, seedOnce } from "./seed/seed-once";

const { profile, accessOut, organization: file } = readSeedEnvironment();
const hand = (tokens: Record<string, string>) => {
  if (accessOut) writeFileSync(accessOut, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
};
const tell = (line: string) => process.stdout.write(`${line}\n`);

async function importInto({ databaseUrl, kubeconfigs }: SeedPlace): Promise<void> {
  const database = openDatabase(databaseUrl, { max: 4, name: "switchyard-seed" });
  try {
    tell("importing services, people and history");
    const imported = await seedOnce(database, {
      now: new Date(),
      profile,
      organization,
      onTokens: hand,
      async workloads(transaction) {
        if (Object.keys(kubeconfigs).length === 0) return;
        tell("starting the workloads");
        const count = await applyWorkloads(transaction, kubeconfigs);
        tell(`started the workloads of ${count} targets`);
      },
    });
    if (!imported) hand(await renewTokens(database, new Date()));
  } finally {
    await database.destroy();
  }
}

// Read while Postgres and the clusters start; where they are comes later.
const organization = demoOrganization(file);
const place = await readSeedPlace();
if (place) await importInto(place);
