import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { measureApiCalls } from "./api-calls";
import { measureBadInput } from "./bad-input";
import { openBrowser } from "./browser";
import { measureEventToDom } from "./event-to-dom";
import { measureFilterKey } from "./filter-key";
import { type GateResult, rounded } from "./gate";
import { startInstance } from "./instance";
import { ensureKubectl } from "./kubectl";
import { measureLogSearch } from "./log-search";
import { measurePageWeight } from "./page-weight";
import { measureSlowReader } from "./slow-reader";

const FIRST_START_MS = 10_000;
const SECOND_START_MS = 5000;

/** C1: from the command until a built checkout serves the whole demo, with nothing there and with the data kept. */
function startGate(firstMs: number, secondMs: number): GateResult {
  return {
    id: "C1",
    goal: "first start of a built checkout: at most 10 s; second start with the data kept: at most 5 s",
    passed: firstMs <= FIRST_START_MS && secondMs <= SECOND_START_MS,
    figures: { firstSeconds: rounded(firstMs / 1000), secondSeconds: rounded(secondMs / 1000) },
  };
}

function report({ id, passed, goal, figures }: GateResult): boolean {
  console.log(`${passed ? "pass" : "FAIL"}  ${id}  ${goal}\n      ${JSON.stringify(figures)}`);
  return passed;
}

/** What only the sandbox can tell (it counts requests), or what does not depend on the clusters. */
const sandboxMeasures = [
  measureApiCalls,
  measurePageWeight,
  measureFilterKey,
  measureLogSearch,
  measureSlowReader,
  measureBadInput,
];

async function main() {
  const isReal = process.argv.includes("--control-plane");
  if (isReal) process.env["SWITCHYARD_SANDBOX"] = "control-plane";
  const data = mkdtempSync("/tmp/switchyard-bench-");
  chmodSync(data, 0o755);
  const port = 20_000 + (process.pid % 10_000);
  const kubectl = ensureKubectl();
  const first = await startInstance(data, port);
  await first.stop();
  const instance = await startInstance(data, port);
  const browser = await openBrowser();
  const parts = { browser, access: instance.access, kubectl };
  try {
    let isPassed = isReal || report(startGate(first.startedInMs, instance.startedInMs));
    for (const measure of isReal ? [] : sandboxMeasures) isPassed = report(await measure(parts)) && isPassed;
    for (const gate of await measureEventToDom(parts)) isPassed = report(gate) && isPassed;
    process.exitCode = isPassed ? 0 : 1;
  } finally {
    await browser.close();
    await instance.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

await main();
