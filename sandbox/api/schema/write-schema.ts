import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateSchema } from "./generate-schema";

// One model a line: a changed field shows as one changed line.
const text = JSON.stringify(await generateSchema()).replaceAll('},"', '},\n"');
writeFileSync(fileURLToPath(new URL("schema.json", import.meta.url)), `${text}\n`);
