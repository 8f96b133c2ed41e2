import { Liquid } from "liquidjs";
import type { RenderIssue } from "./render-inputs";

const engine = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true });
const wholeExpression = /^\{\{\s*([^{}]+?)\s*\}\}$/;
const embeddedExpression = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Where a value stands and whom to tell when it cannot be computed. */
export interface Place {
  object: string;
  path: string;
  issues: RenderIssue[];
}

function at(place: Place, step: string | number): Place {
  return { ...place, path: place.path === "" ? String(step) : `${place.path}.${step}` };
}

/** Value of an expression with its own type; an issue and `null` when it is not defined. */
export function evaluateExpression(expression: string, scope: object, place: Place): unknown {
  try {
    return engine.evalValueSync(expression, scope);
  } catch (error) {
    place.issues.push({
      object: place.object,
      path: place.path,
      message: error instanceof Error ? error.message : String(error),
    });
    return null;
  }
}

function evaluateText(text: string, scope: object, place: Place): unknown {
  const whole = wholeExpression.exec(text);
  if (whole?.[1]) return evaluateExpression(whole[1], scope, place);
  return text.replace(embeddedExpression, (_, expression: string) =>
    String(evaluateExpression(expression, scope, place)),
  );
}

function evaluateEach(node: Record<string, unknown>, scope: object, place: Place): unknown[] {
  const items = evaluateExpression(String(node["$each"]), scope, place);
  if (!Array.isArray(items)) return [];
  return items.map((item, index) => evaluateNode(node["do"], { ...scope, item }, at(place, index)));
}

function evaluateList(list: unknown[], scope: object, place: Place): unknown[] {
  return list.flatMap((item, index) => {
    if (isMap(item) && "$each" in item) return evaluateEach(item, scope, at(place, index));
    const value = evaluateNode(item, scope, at(place, index));
    return value === undefined ? [] : [value];
  });
}

function isMap(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/**
 * Computes a template tree. A scalar that is one expression keeps the expression's type, so a value can never break out of
 * its place in the YAML; members that come out null are left out, as Kubernetes reads them. `$when: <expression>` drops its map when false; a list item `{$each, do}` repeats for each `item`.
 */
export function evaluateNode(node: unknown, scope: object, place: Place): unknown {
  if (typeof node === "string") return evaluateText(node, scope, place);
  if (Array.isArray(node)) return evaluateList(node, scope, place);
  if (!isMap(node)) return node;
  if ("$when" in node && !evaluateExpression(String(node["$when"]), scope, place)) return undefined;
  const members = Object.entries(node)
    .filter(([key]) => key !== "$when")
    .map(([key, member]) => [key, evaluateNode(member, scope, at(place, key))] as const)
    .filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(members);
}
