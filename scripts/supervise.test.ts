import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { isAlive } from "./processes.mjs";
import { supervise, waitAfter } from "./supervise.mjs";

const folder = mkdtempSync(join(tmpdir(), "supervise-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that runs until it is told to stop. */
const quiet = join(folder, "quiet.mjs");
writeFileSync(
  quiet,
  'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000); console.log("up");',
);
/** A program that does not hear SIGTERM and has a child of its own. */
const deaf = join(folder, "deaf.mjs");
writeFileSync(
  deaf,
  `import { spawn } from "node:child_process";
   const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
   process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(child.pid);`,
);

type Supervised = ReturnType<typeof supervise>;
const started: Supervised[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop(100);
});

function run(file: string): { supervised: Supervised; lines: string[]; said: string[]; pids: number[] } {
  const lines: string[] = [];
  const said: string[] = [];
  const pids: number[] = [];
  const supervised = supervise({
    name: "program",
    command: () => ({ args: [file] }),
    onLine: (line: string) => lines.push(line),
    onStart: (pid: number) => pids.push(pid),
    say: (text: string) => said.push(text),
  });
  started.push(supervised);
  return { supervised, lines, said, pids };
}

const patience = { timeout: 15_000, interval: 20 };

test("the wait grows from 1 s and stays at 15 s", () => {
  expect([1, 2, 3, 4, 5, 6, 50].map(waitAfter)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

test("a program that is killed starts again, and says so", async () => {
  const { lines, said, pids } = run(quiet);
  await vi.waitFor(() => expect(lines).toHaveLength(1), patience);
  process.kill(pids[0] ?? 0, "SIGKILL");
  await vi.waitFor(() => expect(lines).toHaveLength(2), patience);
  expect(said).toEqual(["program ended (SIGKILL); it starts again in 1 s"]);
  expect(pids[1]).not.toBe(pids[0]);
});

test("stop ends it for good", async () => {
  const { supervised, lines, said, pids } = run(quiet);
  await vi.waitFor(() => expect(lines).toHaveLength(1), patience);
  await supervised.stop(5000);
  expect(isAlive(pids[0] ?? 0)).toBe(false);
  expect(said).toEqual([]);
});

test("a program that does not hear SIGTERM is killed with its own children after the grace", async () => {
  const { supervised, lines, pids } = run(deaf);
  await vi.waitFor(() => expect(lines).toHaveLength(1), patience);
  await supervised.stop(50);
  await vi.waitFor(
    () => expect([pids[0] ?? 0, Number(lines[0])].map(isAlive)).toEqual([false, false]),
    patience,
  );
});

/** A program that blocks its only thread when it is told to stop. */
const stuck = join(folder, "stuck.mjs");
writeFileSync(
  stuck,
  `const never = new Int32Array(new SharedArrayBuffer(4));
   process.on("SIGTERM", () => Atomics.wait(never, 0, 0)); setInterval(() => {}, 1000);`,
);

test.each([
  ["a child", quiet],
  ["a child that is stuck", stuck],
])("%s ends when its supervisor is killed", async (_, program) => {
  const supervisor = join(folder, "supervisor.mjs");
  writeFileSync(
    supervisor,
    `import { supervise } from ${JSON.stringify(join(import.meta.dirname, "supervise.mjs"))};
     supervise({ name: "p", command: () => ({ args: [${JSON.stringify(program)}] }), say() {}, onStart: (pid) => console.log(pid) });`,
  );
  const parent = spawn(process.execPath, [supervisor], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
  parent.kill("SIGKILL");
  await vi.waitFor(() => expect(isAlive(Number(line))).toBe(false), patience);
});
