import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = dirname(fileURLToPath(import.meta.url));
const FOLDERS =
  /^(\.\/)?(app|components|contracts|server|database|cli|agent|sandbox|e2e|bench|tools|scripts|docs|public)\//;
/** Not a path: a placeholder, a pattern, or an import specifier's wildcard. */
const PLACEHOLDER = /[<>*{}\s]|\.\.\.|NNN/;

function pathsIn(document: string): string[] {
  const lines = readFileSync(join(ROOT, document), "utf8").split("\n");
  // A table row may name what is planned, when it says so.
  const text = lines.filter((line) => !line.includes("(later)")).join("\n");
  const code = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map((match) => match[1] ?? "");
  const cited = code.filter((path) => FOLDERS.test(path) && !PLACEHOLDER.test(path));
  const relative = links
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => join(dirname(document), link));
  return [...cited, ...relative];
}

function markdownIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: folder !== ".", encoding: "utf8" });
  return names.filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
}

/** A path may leave out the ending of a module, as an import does. */
const exists = (path: string): boolean =>
  ["", ".ts", ".tsx", ".mjs"].some((ending) => existsSync(join(ROOT, `${path}${ending}`)));

test("every path that a document cites exists", () => {
  const documents = [...markdownIn("."), ...markdownIn("docs")];
  const missing = documents.flatMap((document) =>
    pathsIn(document)
      .filter((path) => !exists(path))
      .map((path) => `${document}: ${path}`),
  );
  expect(documents.length).toBeGreaterThan(3);
  expect(missing).toEqual([]);
});
