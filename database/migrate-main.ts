import { readDatabaseUrl } from "./env";
import { migrate } from "./migrate";

const applied = await migrate(readDatabaseUrl());
process.stdout.write(
  applied.length === 0 ? "schema is up to date\n" : `applied ${applied.length} migrations\n`,
);
