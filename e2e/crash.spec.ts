import type { DeploymentDetail } from "@/contracts/deployment";
import { type DeploymentState, deploymentStates } from "@/contracts/deployment-state";
import { watchEndpoints } from "./support/endpoint-watch";
import { killProgram, type ProgramName } from "./support/programs";
import { expect, test } from "./support/test";

/** Any program may die at any moment of a rollout: it goes on and ends like an undisturbed one, with one switch and no gap. */
const crashes: readonly {
  service: string;
  kills: readonly { in: DeploymentState; program: ProgramName }[];
}[] = [
  {
    service: "payment-ledger-api",
    kills: [
      { in: "progressing", program: "worker" },
      { in: "verifying", program: "worker" },
    ],
  },
  {
    service: "payment-risk-api",
    kills: [
      { in: "progressing", program: "postgres" },
      { in: "verifying", program: "web" },
    ],
  },
];

/** The way of a release that succeeds; a state beside it is not on the way. */
const order: readonly DeploymentState[] = [
  ...deploymentStates.slice(0, deploymentStates.indexOf("scaling_down") + 1),
  "succeeded",
];

for (const { service, kills } of crashes) {
  test(`${service}: ${kills.map((kill) => `kill -9 of ${kill.program} in ${kill.in}`).join(", then ")}`, async ({
    as,
    cluster,
  }) => {
    const account = service === "payment-risk-api" ? "risk-dev-1" : "payment-dev-1";
    const api = as(account);
    const watch = watchEndpoints(cluster("beta-1"));
    const read = async (): Promise<DeploymentDetail | null> => api.deployment(id).catch(() => null);
    const builds = await api.get<{ tag: string; runningIn: string[] }[]>(`/services/${service}/beta/builds`);
    const version = builds.body.find((build) => build.runningIn.includes("beta"))?.tag ?? "";
    const answer = await api.post<{ deploymentId: string }>("/deployments", {
      service,
      environment: "beta",
      version,
      kind: "restart",
      reason: "crash test",
    });
    const id = answer.body.deploymentId;
    for (const kill of kills) {
      await expect
        .poll(async () => order.indexOf((await read())?.state ?? "requested"), {
          timeout: 120_000,
          intervals: [100],
        })
        .toBeGreaterThanOrEqual(order.indexOf(kill.in));
      killProgram(kill.program);
    }
    await expect
      .poll(async () => (await read())?.state, { timeout: 150_000, intervals: [500] })
      .toMatch(/holding|scaling_down|succeeded/);
    watch.stop();
    expect(watch.gaps).toEqual([]);
    expect(watch.switches.filter((line) => line.includes(service))).toHaveLength(1);
    const end = await api.deployment(id);
    expect(end.serving).toBe(end.candidate);
    expect(end.timeline.filter((entry) => entry.kind === "state").length).toBeGreaterThan(8);
  });
}
