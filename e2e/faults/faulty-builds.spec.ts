import { expect, test } from "@/e2e/support/test";

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
