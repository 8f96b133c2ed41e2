import { parse } from "yaml";
import type { Color } from "@/contracts/color";
import { type Manifest, manifestSchema } from "@/contracts/manifest";
import { configMapName } from "./config-map-name";
import { evaluateExpression, evaluateNode, type Place } from "./evaluate";
import type { RenderInputs, RenderIssue, Sha256, TemplateObject } from "./render-inputs";
import { renderScope } from "./render-scope";
import { withReferences } from "./secret-references";

export type Rendered =
  | { ok: true; objects: readonly Manifest[] }
  | { ok: false; issues: readonly RenderIssue[] };

/** Templates are few and renderings many: each is parsed once. */
const trees = new WeakMap<TemplateObject, unknown>();

function treeOf(template: TemplateObject): unknown {
  if (!trees.has(template)) trees.set(template, parse(template.source, { schema: "core" }));
  return trees.get(template);
}

function renderOne(template: TemplateObject, scope: object, issues: RenderIssue[]): Manifest | null {
  const place: Place = { object: template.name, path: "", issues };
  if (template.when !== null && !evaluateExpression(template.when, scope, place)) return null;
  const tree = evaluateNode(treeOf(template), scope, place);
  const manifest = manifestSchema.safeParse(tree);
  if (manifest.success) return manifest.data;
  issues.push(
    ...manifest.error.issues.map((issue) => ({
      object: template.name,
      path: issue.path.join("."),
      message: issue.message,
    })),
  );
  return null;
}

/**
 * The objects of a release for one color, in final-state form and without stamps. Pure and deterministic: same inputs,
 * same objects in the same order. Reports every problem, not only the first.
 */
export function renderObjects(inputs: RenderInputs, color: Color, sha256: Sha256): Rendered {
  const scope = renderScope(inputs, color, sha256);
  const issues: RenderIssue[] = [];
  const { data } = inputs.config;
  const config = { name: configMapName(inputs.service.name, inputs.config, sha256), data };
  const objects = inputs.template.objects
    .map((template) => renderOne(template, scope, issues))
    .filter((manifest): manifest is Manifest => manifest !== null)
    .map((manifest) => withReferences(manifest, config));
  return issues.length > 0 ? { ok: false, issues } : { ok: true, objects };
}
