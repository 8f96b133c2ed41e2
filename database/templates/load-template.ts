import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { canonicalJson } from "@/server/domain/manifest/canonical-json";
import type { Sha256, Template } from "@/server/domain/manifest/render-inputs";

const stackFileSchema = z.strictObject({
  name: z.string(),
  number: z.int().positive(),
  notes: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  objects: z.array(
    z.strictObject({ name: z.string(), part: z.enum(["shared", "color"]), when: z.string().optional() }),
  ),
});

/** Reads the template of a stack with its partials from `folder`; throws when a file is missing or malformed. */
export function loadTemplate(folder: string, stack: string, sha256: Sha256): Template & { notes: string } {
  const file = stackFileSchema.parse(parse(readFileSync(join(folder, `${stack}.yaml`), "utf8")));
  const objects = file.objects.map(({ name, part, when }) => ({
    name,
    part,
    when: when ?? null,
    source: readFileSync(join(folder, "partials", `${name}.yaml`), "utf8"),
  }));
  return { ...file, objects, sha256: sha256(canonicalJson({ parameters: file.parameters, objects })) };
}
