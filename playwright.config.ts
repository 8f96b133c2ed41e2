import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./scripts/browser.mjs";

/*
 * A private instance of the whole portal: own data folder, own port, short clocks. The workers inherit both variables.
 * Tests find tokens, kubeconfigs and process ids in `access.json` and `run.json` of SWITCHYARD_E2E_DATA.
 */
process.env["SWITCHYARD_E2E_DATA"] ??= temporaryData();
process.env["SWITCHYARD_E2E_PORT"] ??= String(20_000 + (process.pid % 10_000));
const data = process.env["SWITCHYARD_E2E_DATA"];
const port = process.env["SWITCHYARD_E2E_PORT"];
const origin = `http://localhost:${port}`;

const executablePath = findBrowser();
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // One instance with one state: journeys run one after the other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: isRoot ? ["--no-sandbox", "--disable-dev-shm-usage"] : [],
    },
  },
  webServer: {
    command: `${process.execPath} ${join("scripts", "start.mjs")} --data ${data} --port ${port}`,
    url: `${origin}/readyz`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    env: { SWITCHYARD_SEED_PROFILE: "test", DATABASE_URL: "", SWITCHYARD_CLUSTERS: "" },
    stdout: "pipe",
  },
});

function temporaryData(): string {
  const folder = mkdtempSync("/tmp/switchyard-e2e-");
  // When the tests are root's, Postgres runs as another account and has to pass.
  chmodSync(folder, 0o755);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
