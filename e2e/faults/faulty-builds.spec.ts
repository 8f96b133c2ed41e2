import { watchEndpoints } from "@/e2e/support/endpoint-watch";
import { expect, test } from "@/e2e/support/test";

/** Faulty builds of the demo organization: each shows its true cause, the serving color stays, abort ends at 0. */
const faults = [
  {
    service: "points-mission-api",
    build: 331,
    as: "points-dev-1",
    cause: /exit 1|crash/i,
    evidence: /missing required config MISSION_RULES_URL/,
  },
  {
    service: "partner-transit-api",
    build: 366,
    as: "partner-dev-1",
    cause: /503|not ready|readiness/i,
    evidence: /503/,
  },
] as const;

interface Scale {
  spec: { replicas?: number };
}

for (const fault of faults) {
  test(`${fault.service} b${fault.build} shows its cause, and abort returns the candidate to 0`, async ({
    page,
    signIn,
    as,
    cluster,
    reaches,
  }) => {
    const api = as(fault.as);
    const watch = watchEndpoints(cluster("beta-1"));
    const id = await api.underWay({ service: fault.service, environment: "beta" }, fault.build);
    await signIn("points-oncall-1");
    await page.goto(`/r/${id}`);
    const causes = page.getByRole("list", { name: "Causes" });
    await expect(causes).toContainText(fault.cause, { timeout: 90_000 });
    await expect(causes).toContainText(fault.evidence, { timeout: 30_000 });
    const before = await api.deployment(id);
    expect(before.serving).not.toBe(before.candidate);
    const answer = await api.post(`/deployments/${id}/abort`, { reason: "seen enough" });
    expect(answer.status).toBeLessThan(300);
    await reaches(id, "canceled", "failed");
    const namespace = before.namespace;
    const scale = await cluster("beta-1").get<Scale>(
      `/apis/apps/v1/namespaces/${namespace}/deployments/${fault.service}-${before.candidate}/scale`,
    );
    expect(scale.spec.replicas ?? 0).toBe(0);
    watch.stop();
    expect(watch.gaps).toEqual([]);
    expect(watch.switches).toEqual([]);
  });
}

test("a build without an image is refused before any object is written", async ({ as }) => {
  const api = as("promotion-dev-1");
  const place = { service: "promotion-banner-api", environment: "beta" };
  const version = await api.tag(place, ({ number }) => number === 442);
  expect(await api.refusal("/deployments", { ...place, version })).toMatchObject({ code: "image_missing" });
});

test("a slow start says that it is starting, and is not called failing", async ({ as, page, signIn }) => {
  const api = as("donation-dev-1");
  const place = { service: "donation-receipt-api", environment: "dev" };
  const version = await api.tag(place, ({ number }) => number === 264);
  const id = await api.deploy({ ...place, version });
  await signIn("payment-dev-1");
  await page.goto(`/r/${id}`);
  await expect(page.getByText(/start/i).first()).toBeVisible({ timeout: 60_000 });
  const detail = await api.deployment(id);
  expect(detail.failureClass).toBeNull();
  await api.post(`/deployments/${id}/abort`, { reason: "test is over" });
});

test("a second deployment of a busy target is refused, the same key twice is one deployment", async ({
  as,
  reaches,
}) => {
  const api = as("payment-dev-1");
  const place = { service: "payment-method-api", environment: "beta" };
  const version = await api.tag(place, ({ runningIn }) => runningIn.includes("beta"));
  const order = { ...place, version, kind: "restart" };
  const key = crypto.randomUUID();
  const first = await api.post<{ deploymentId: string }>("/deployments", order, key);
  const again = await api.post<{ deploymentId: string }>("/deployments", order, key);
  expect(again.body.deploymentId).toBe(first.body.deploymentId);
  await reaches(
    first.body.deploymentId,
    "applying",
    "progressing",
    "checking",
    "matching_capacity",
    "switching",
    "verifying",
  );
  expect(await api.refusal("/deployments", order)).toMatchObject({ code: "deployment_in_progress" });
  await reaches(first.body.deploymentId, "holding", "succeeded");
});
