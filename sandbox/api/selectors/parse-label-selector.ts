import { badRequest } from "@/sandbox/api/errors";
import type { Requirement } from "./label-selector";

const key = "([A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?)";
const value = "([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?";
const forms: readonly [RegExp, (match: RegExpExecArray) => Requirement][] = [
  [
    new RegExp(`^${key}\\s*==?\\s*${value}$`),
    ([, name = "", text = ""]) => ({ key: name, operator: "In", values: [text] }),
  ],
  [
    new RegExp(`^${key}\\s*!=\\s*${value}$`),
    ([, name = "", text = ""]) => ({ key: name, operator: "NotIn", values: [text] }),
  ],
  [new RegExp(`^${key}\\s+(in|notin)\\s*\\(([^()]*)\\)$`), setForm],
  [new RegExp(`^!\\s*${key}$`), ([, name = ""]) => ({ key: name, operator: "DoesNotExist", values: [] })],
  [new RegExp(`^${key}$`), ([, name = ""]) => ({ key: name, operator: "Exists", values: [] })],
  [
    new RegExp(`^${key}\\s*>\\s*(\\d+)$`),
    ([, name = "", text = ""]) => ({ key: name, operator: "Gt", values: [text] }),
  ],
  [
    new RegExp(`^${key}\\s*<\\s*(\\d+)$`),
    ([, name = "", text = ""]) => ({ key: name, operator: "Lt", values: [text] }),
  ],
];

function setForm([, name = "", operator, list = ""]: RegExpExecArray): Requirement {
  const values = list.split(",").map((item) => item.trim());
  return { key: name, operator: operator === "in" ? "In" : "NotIn", values };
}

/** Parses the `labelSelector` query parameter. Throws 400 for bad syntax. */
export function parseLabelSelector(text: string | null): Requirement[] {
  if (!text?.trim()) return [];
  return splitOutsideBrackets(text).map((part) => {
    for (const [form, read] of forms) {
      const match = form.exec(part.trim());
      if (match) return read(match);
    }
    throw badRequest(
      `unable to parse requirement: found '${part.trim()}', expected: a label selector requirement`,
    );
  });
}

function splitOutsideBrackets(text: string): string[] {
  return text.split(/,(?![^(]*\))/);
}
