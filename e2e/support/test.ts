import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import type { DeploymentState } from "@/contracts/deployment-state";
import { type Cluster, openCluster } from "./cluster";
import { openPortal, type PortalApi } from "./portal-api";

interface Access {
  url: string;
  tokens: Record<string, string>;
  kubeconfigs: Record<string, string>;
}

/** What the quick start wrote for scripts: the address, tokens of the role accounts, kubeconfigs. */
export function readAccess(): Access {
  const folder = process.env["SWITCHYARD_E2E_DATA"];
  if (!folder) throw new Error("SWITCHYARD_E2E_DATA is not set");
  return JSON.parse(readFileSync(join(folder, "access.json"), "utf8")) as Access;
}

interface Fixtures {
  /** Signs a person in through the page, as they would. */
  signIn: (name: string, page?: Page) => Promise<void>;
  as: (account: string) => PortalApi;
  cluster: (name: string) => Cluster;
  /** Waits until a deployment is in one of these states; fails with the state and headline it stands in. */
  reaches: (id: string, ...states: DeploymentState[]) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  as: async ({}, use) => {
    const { url, tokens } = readAccess();
    await use((account) => {
      const token = tokens[account];
      if (!token) throw new Error(`no token for ${account}`);
      return openPortal(url, token);
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  cluster: async ({}, use) => {
    const { kubeconfigs } = readAccess();
    await use((name) => openCluster(kubeconfigs[name] ?? `no kubeconfig of ${name}`));
  },
  signIn: async ({ page }, use) => {
    await use(async (name, where = page) => {
      await where.goto(`/signin?q=${name}`);
      await where.getByRole("button", { name: new RegExp(`^${name}\\b`) }).click();
      await where.waitForURL(/\/services/);
    });
  },
  reaches: async ({ as }, use) => {
    const api = as("payment-dev-1");
    await use(async (id, ...states) => {
      await expect
        .poll(
          async () => {
            const detail = await api.deployment(id);
            return states.includes(detail.state) ? "there" : `${detail.state}: ${detail.headline}`;
          },
          { timeout: 150_000, intervals: [250] },
        )
        .toBe("there");
    });
  },
});

export { expect };
