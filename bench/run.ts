import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { measureApiCalls } from "./api-calls";
import { openBrowser } from "./browser";
import { measureEventToDom } from "./event-to-dom";
import { measureFilterKey } from "./filter-key";
import { type GateResult, rounded } from "./gate";
import { startInstance } from "./instance";
import { ensureKubectl } from "./kubectl";
import { measurePageWeight } from "./page-weight";

/** C1: first start of a built checkout, and the second one with the data kept. */
function startGate(firstMs: number, secondMs: number): GateResult {
  return {
    id: "C1",
    goal: "second start with the data kept: at most 10 s",
    passed: secondMs <= 10_000,
    figures: { firstSeconds: rounded(firstMs / 1000), secondSeconds: rounded(secondMs / 1000) },
  };
}

function report({ id, passed, goal, figures }: GateResult): boolean {
  console.log(`${passed ? "pass" : "FAIL"}  ${id}  ${goal}\n      ${JSON.stringify(figures)}`);
  return passed;
}

async function main() {
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
    const measures = [measureApiCalls, measurePageWeight, measureFilterKey, measureEventToDom];
    let isPassed = report(startGate(first.startedInMs, instance.startedInMs));
    for (const measure of measures) isPassed = report(await measure(parts)) && isPassed;
    process.exitCode = isPassed ? 0 : 1;
  } finally {
    await browser.close();
    await instance.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

await main();
