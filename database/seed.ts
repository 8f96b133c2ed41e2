import { writeFileSync } from "node:fs";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { readSeedEnvironment } from "./seed/env";
import { seedOnce } from "./seed/seed-once";

const environment = readSeedEnvironment();
const database = openDatabase(environment.databaseUrl, { max: 4, name: "switchyard-seed" });
try {
  const tokens = await seedOnce(database, { now: new Date(), profile: environment.profile });
  if (tokens && environment.accessOut)
    writeFileSync(environment.accessOut, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
  process.stdout.write(tokens ? "imported the demo organization\n" : "the organization is there already\n");
} finally {
  await database.destroy();
}
