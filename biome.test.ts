import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = dirname(fileURLToPath(import.meta.url));
const IMPORTS = "lint/style/noRestrictedImports";
const PLUGIN = "plugin";

const imports = (specifier: string): string =>
  `import { thing } from "${specifier}";\nexport const used = thing;\n`;
const exportsOne = (expression: string): string => `export const made = () => ${expression};\n`;

/** One wrong file per rule: path, content, the rule that must report it. */
const WRONG: readonly (readonly [path: string, content: string, rule: string])[] = [
  ["app/wrong-operation.ts", imports("@/server/operations/deployments/promote"), IMPORTS],
  ["app/wrong-runtime.ts", imports("@/server/runtime/container"), IMPORTS],
  ["app/wrong-database.ts", imports("pg"), IMPORTS],
  ["components/wrong-domain.ts", imports("@/server/domain/rollout/decide"), IMPORTS],
  ["components/wrong-server-route.ts", imports("@/server/http/stream"), IMPORTS],
  ["components/wrong-api-value.ts", imports("@/server/http/app"), PLUGIN],
  ["components/wrong-hono.ts", imports("hono"), IMPORTS],
  ["contracts/wrong-package.ts", imports("yaml"), IMPORTS],
  ["contracts/wrong-server.ts", imports("@/server/domain/rollout/state"), IMPORTS],
  ["server/domain/wrong-adapter.ts", imports("@/server/adapters/postgres/store"), IMPORTS],
  ["server/domain/wrong-port.ts", imports("@/server/ports/clock"), IMPORTS],
  ["server/domain/wrong-builtin.ts", imports("node:fs"), IMPORTS],
  [
    "server/domain/wrong-type.ts",
    'import type { Thing } from "@/server/ports/clock";\nexport type Used = Thing;\n',
    IMPORTS,
  ],
  ["server/domain/wrong-export.ts", 'export { thing } from "@/server/ports/clock";\n', IMPORTS],
  ["server/domain/wrong-dynamic.ts", exportsOne('import("node:fs")'), IMPORTS],
  ["server/domain/rollout/wrong-climb.ts", imports("./../../ports/clock"), IMPORTS],
  ["server/domain/wrong-now.ts", exportsOne("Date.now()"), PLUGIN],
  ["server/domain/wrong-date.ts", exportsOne("new Date()"), PLUGIN],
  ["server/domain/wrong-random.ts", exportsOne("Math.random()"), PLUGIN],
  [
    "server/domain/wrong-await.ts",
    "export const made = async (later: Promise<number>) => await later;\n",
    PLUGIN,
  ],
  ["server/domain/wrong-throw.ts", 'export function fail() {\n  throw new Error("no");\n}\n', PLUGIN],
  ["server/domain/wrong-timer.ts", exportsOne("setTimeout(() => 1, 1)"), "lint/style/noRestrictedGlobals"],
  ["server/domain/wrong-crypto.ts", exportsOne("crypto.randomUUID()"), "lint/style/noRestrictedGlobals"],
  ["server/ports/wrong-operation.ts", imports("@/server/operations/deployments/promote"), IMPORTS],
  ["server/operations/wrong-engine.ts", imports("@/server/engine/rollout-runner"), IMPORTS],
  ["server/operations/wrong-adapter.ts", imports("@/server/adapters/postgres/store"), IMPORTS],
  ["server/engine/wrong-operation.ts", imports("@/server/operations/deployments/promote"), IMPORTS],
  ["server/engine/wrong-client.ts", imports("@kubernetes/client-node"), IMPORTS],
  ["server/adapters/kubernetes/wrong-stranger.ts", imports("@/server/adapters/postgres/store"), IMPORTS],
  ["server/adapters/kubernetes/wrong-postgres.ts", imports("kysely"), IMPORTS],
  ["server/adapters/postgres/wrong-stranger.ts", imports("@/server/adapters/kubernetes/watch"), IMPORTS],
  ["server/adapters/postgres/wrong-client.ts", imports("@kubernetes/client-node"), IMPORTS],
  ["server/adapters/registry/wrong-stranger.ts", imports("@/server/adapters/kubernetes/watch"), IMPORTS],
  ["server/adapters/prometheus/wrong-stranger.ts", imports("@/server/adapters/postgres/store"), IMPORTS],
  ["server/adapters/notifications/wrong-stranger.ts", imports("@/server/adapters/postgres/store"), IMPORTS],
  ["server/adapters/identity/wrong-stranger.ts", imports("@/server/adapters/postgres/store"), IMPORTS],
  ["server/adapters/agent/wrong-stranger.ts", imports("@/server/adapters/kubernetes/watch"), IMPORTS],
  ["server/http/wrong-domain.ts", imports("@/server/domain/rollout/decide"), IMPORTS],
  ["server/http/wrong-next.ts", imports("next/headers"), IMPORTS],
  ["server/runtime/wrong-page.ts", imports("@/components/ui/button"), IMPORTS],
  ["server/runtime/wrong-postgres.ts", imports("pg"), IMPORTS],
  ["server/web.ts", imports("@kubernetes/client-node"), IMPORTS],
  ["server/worker.ts", imports("next"), IMPORTS],
  ["database/wrong-runtime.ts", imports("@/server/runtime/container"), IMPORTS],
  ["cli/wrong-server.ts", imports("@/server/domain/rollout/decide"), IMPORTS],
  ["agent/wrong-operation.ts", imports("@/server/operations/deployments/promote"), IMPORTS],
  ["sandbox/wrong-contract.ts", imports("@/contracts/deployment"), IMPORTS],
  ["scripts/wrong-package.mjs", imports("kysely"), IMPORTS],
  ["bench/wrong-climb.ts", imports("../contracts/deployment"), IMPORTS],
  [
    "server/engine/wrong-environment.ts",
    "export const secret = process.env;\n".replace("env;", 'env["SECRET"];'),
    "lint/style/noProcessEnv",
  ],
  [
    "server/engine/wrong-console.ts",
    'console.log("hello");\nexport const used = 1;\n',
    "lint/suspicious/noConsole",
  ],
  ["server/engine/wrong-default.ts", "export default 1;\n", "lint/style/noDefaultExport"],
  ["server/engine/wrongName.ts", "export const used = 1;\n", "lint/style/useFilenamingConvention"],
  [
    "server/engine/wrong-import-type.ts",
    'import { Clock } from "@/server/ports/clock";\nexport type Used = Clock;\n',
    "lint/style/useImportType",
  ],
  ["server/engine/wrong-any.ts", "export const used: any = 1;\n", "lint/suspicious/noExplicitAny"],
  [
    "server/engine/wrong-cycle-a.ts",
    'import { b } from "./wrong-cycle-b";\nexport const a = () => b;\n',
    "lint/suspicious/noImportCycles",
  ],
  [
    "server/engine/wrong-cycle-b.ts",
    'import { a } from "./wrong-cycle-a";\nexport const b = () => a;\n',
    "lint/suspicious/noImportCycles",
  ],
  [
    "server/engine/wrong-only.test.ts",
    'import { test } from "vitest";\ntest.only("one", () => {});\n',
    "lint/suspicious/noFocusedTests",
  ],
  [
    "server/engine/wrong-skip.test.ts",
    'import { test } from "vitest";\ntest.skip("one", () => {});\n',
    "lint/suspicious/noSkippedTests",
  ],
];

/** One right file per folder: everything that the folder may import, and what it alone may do. */
const RIGHT: Readonly<Record<string, string>> = {
  "app/services/page.tsx": `${imports("@/server/runtime/pages")}${imports("@/components/ui/button").replaceAll("thing", "button").replace("used", "two")}export default used;\n`,
  "app/right.ts": imports("next/navigation"),
  "components/right.ts": imports("@tanstack/react-query"),
  "components/right-client.ts": imports("hono/client"),
  "components/right-type.ts": 'import type { Api } from "@/server/http/app";\nexport type Used = Api;\n',
  "contracts/right.ts": imports("zod"),
  "server/domain/rollout/right.ts": imports("@/contracts/deployment"),
  "server/domain/rollout/right.test.ts": imports("@/server/testing/builders"),
  "server/domain/right-date.ts": "export const made = (at: number) => new Date(at);\n",
  "server/ports/right.ts": imports("@/server/domain/rollout/state"),
  "server/operations/right.ts": imports("@/server/ports/clock"),
  "server/engine/right.ts": imports("@/server/domain/rollout/decide"),
  "server/adapters/kubernetes/right.ts": imports("@kubernetes/client-node"),
  "server/adapters/postgres/right.ts": imports("kysely"),
  "server/adapters/registry/right.ts": imports("@/server/ports/registry"),
  "server/adapters/prometheus/right.ts": imports("@/server/domain/metrics/queries"),
  "server/adapters/notifications/right.ts": imports("@/server/ports/notifier"),
  "server/adapters/identity/right.ts": imports("next-auth"),
  "server/adapters/agent/right.ts": imports("@/server/ports/cluster-gateway"),
  "server/http/right.ts": imports("hono"),
  "server/runtime/right.ts": imports("@/server/adapters/postgres/store"),
  "server/runtime/env.ts": 'export const port = process.env["SWITCHYARD_PORT"];\n',
  "server/testing/right.ts": imports("@/database/migrate"),
  "database/right.ts": imports("@/server/adapters/postgres/store"),
  "cli/right.ts": `${imports("@/contracts/deployment")}console.log(used);\n`,
  "agent/right.ts": imports("@/server/adapters/kubernetes/gateway"),
  "sandbox/right.ts": imports("yaml"),
  "scripts/right.mjs": 'import { join } from "node:path";\nconsole.log(join("a", process.env.HOME));\n',
  "e2e/right.spec.ts": imports("@playwright/test"),
};

interface Report {
  readonly diagnostics: readonly { category: string; location: { path: string } }[];
}

const folder = mkdtempSync(join(tmpdir(), "switchyard-biome-"));

function write(path: string, content: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function lint(): string[] {
  const biome = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "."];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
  const report = JSON.parse(stdout) as Report;
  return report.diagnostics.map(({ category, location }) => `${location.path} ${category}`);
}

beforeAll(() => {
  for (const name of ["biome.json", "domain-purity.grit", "api-type-only.grit"])
    copyFileSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const [path, content] of WRONG) write(path, content);
  for (const [path, content] of Object.entries(RIGHT)) write(path, content);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("every rule reports its wrong file, and no right file is reported", () => {
  const expected = WRONG.map(([path, , rule]) => `${path} ${rule}`);
  expect([...new Set(lint())].sort()).toEqual(expected.sort());
});

interface Override {
  readonly includes: readonly string[];
  readonly linter: {
    readonly rules: {
      readonly style?: {
        noRestrictedImports?: { options: { patterns: readonly { group: readonly string[] }[] } };
      };
    };
  };
}

/** Folder of an override, and the folders of ours that its list takes back. */
function listOf(override: Override): [folder: string, allowed: string[]] | undefined {
  const groups = override.linter.rules.style?.noRestrictedImports?.options.patterns;
  if (!groups) return undefined;
  const name = (override.includes[0] ?? "").replace(/\/\*\*$|\.ts$/, "");
  const taken = (groups[0]?.group ?? []).filter((entry) => entry.startsWith("!@/") && !entry.endsWith("/**"));
  return [name, taken.map((entry) => entry.slice(3)).filter((entry) => entry !== name)];
}

function tableRows(markdown: string): [folder: string, allowed: string[]][] {
  const section = markdown.split("## Layers")[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => {
    const cells = row.split("|");
    const names = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
    return [names(cells[1])[0] ?? "", names(cells[3])];
  });
}

test("the table of ARCHITECTURE.md is what the rules say", () => {
  const config = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8")) as { overrides: Override[] };
  const lists = config.overrides.flatMap((override) => {
    const list = listOf(override);
    return list ? [list] : [];
  });
  const table = tableRows(readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8"));
  expect(Object.fromEntries(table)).toEqual(Object.fromEntries(lists));
});
