import type { DeploymentDetail } from "@/contracts/deployment";
import { expect, test } from "@/e2e/support/test";

const config = "/s/points-mission-api/beta/config";
const rulesUrl = "http://promotion-rule-api.promotion-beta:8080/rules";
const maps = "/api/v1/namespaces/points-beta/configmaps";

interface ConfigMap {
  metadata: { name: string };
  immutable?: boolean;
  data: Record<string, string>;
}

test("Journey 3: a key added in Config is a version; retry with it makes a new ConfigMap and new pods, the old map stays", async ({
  page,
  signIn,
  as,
  cluster,
  reaches,
}) => {
  await signIn("points-oncall-1");
  await page.goto(config);
  await expect(page.getByRole("heading", { name: "Config of points-mission-api" })).toBeVisible();

  await page.getByRole("combobox", { name: "New key" }).fill("MISSION_API_TOKEN");
  await page.getByRole("textbox", { name: "Value of the new key" }).fill("abc");
  await page.getByRole("button", { name: "Add key" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "secret_in_config" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Value of the new key" })).toHaveValue("abc");

  await page.getByRole("combobox", { name: "New key" }).fill("MISSION_RULES_URL");
  await page.getByRole("textbox", { name: "Value of the new key" }).fill(rulesUrl);
  await page.getByRole("button", { name: "Add key" }).click();
  await expect(page.getByRole("heading", { name: "1 staged" })).toBeVisible();
  await page.getByRole("textbox", { name: "Message" }).fill("the address of the rules");
  await page.getByRole("button", { name: "Save version 18" }).click();
  await expect(page.getByRole("main").getByText("version 18,")).toBeVisible();

  await page.getByRole("radio", { name: "History" }).click();
  await expect(page.getByText("the address of the rules")).toBeVisible();
  await page.getByRole("button", { name: "Compare 17 with 18" }).click();
  const table = page.getByRole("region", { name: "Version 17 beside 18" });
  await expect(
    table.getByRole("row", { name: new RegExp(`MISSION_RULES_URL.*not set.*${rulesUrl}`) }),
  ).toBeVisible();

  const api = as("points-oncall-1");
  const list = await api.get<{ rows: DeploymentDetail[] }>(
    "/deployments?service=points-mission-api&env=beta",
  );
  const held = list.body.rows.find(({ hold }) => hold === "manual");
  expect(held, "the stuck deployment of the seed").toBeDefined();
  const retried = await api.post<{ deploymentId: string }>(`/deployments/${held?.id}/retry`, {
    config: 18,
    reason: "with the address",
  });
  expect(retried.status).toBeLessThan(300);
  await reaches(held?.id ?? "", "superseded");
  await reaches(retried.body.deploymentId, "holding", "succeeded");

  const { items } = await cluster("beta-1").get<{ items: ConfigMap[] }>(maps);
  const named = (version: number) =>
    items.find(({ metadata }) => metadata.name.startsWith(`points-mission-api-config-v${version}-`));
  expect(named(17)).toBeDefined();
  expect(named(18)).toMatchObject({ immutable: true, data: { MISSION_RULES_URL: rulesUrl } });
});

test("two people edit one key: both see both values, one picks, nothing is lost", async ({
  page,
  signIn,
  as,
}) => {
  const other = as("payment-dev-1");
  const path = "/services/payment-history-api/beta/config";
  const timeout = (value: string) => ({ edits: [{ key: "HTTP_CLIENT_TIMEOUT_MS", value }] });
  await signIn("payment-lead");
  await page.goto("/s/payment-history-api/beta/config");
  // By its role: while a page streams in, a copy that nobody sees may stand beside it for a moment.
  const field = page.getByRole("textbox", { name: "Value of HTTP_CLIENT_TIMEOUT_MS" });
  await field.fill("soon");
  await expect(page.getByText("HTTP_CLIENT_TIMEOUT_MS has to be a whole number")).toBeVisible();
  await field.fill("4000");
  await field.press("Enter");
  await expect(page.getByText("staged by payment-lead")).toBeVisible();
  expect((await other.post(`${path}/draft`, timeout("5000"))).status).toBe(200);

  await expect(page.getByRole("button", { name: "Keep 4000 of payment-lead" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save version" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Keep 5000 of payment-dev-1" }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("slower upstream");
  await page.getByRole("button", { name: "Save version" }).click();
  await expect(field).toHaveValue("5000");
  await expect(page.getByRole("button", { name: /Roll out config/ })).toBeVisible();
});

test("every kind of text arrives in the ConfigMap byte for byte", async ({ as, cluster, reaches }) => {
  const api = as("payment-dev-1");
  const place = { service: "payment-history-api", environment: "dev" };
  const path = `/services/${place.service}/${place.environment}/config`;
  const texts = [
    "NO",
    "0123",
    "1:30",
    " leading",
    "two\nlines\n",
    "a\r\nb\r\n",
    'it\'s "x" \\ 💩',
    "x y ".repeat(50_000),
  ];
  const edits = texts.map((value, index) => ({ key: `TEXT_${index}`, value }));
  const { body: before } = await api.get<{ version: number; live: { tag: string } }>(path);
  const saved = await api.post<{ version: number }>(`${path}/versions`, {
    message: "every kind of text",
    base: before.version,
    edits,
  });
  expect(saved.status).toBe(201);
  const id = await api.deploy({
    ...place,
    version: before.live.tag,
    config: saved.body.version,
    kind: "config",
  } as never);
  await reaches(id, "holding", "succeeded");
  const { items } = await cluster("dev-1").get<{ items: ConfigMap[] }>(
    "/api/v1/namespaces/payment-dev/configmaps",
  );
  const map = items.find(({ metadata }) =>
    metadata.name.startsWith(`${place.service}-config-v${saved.body.version}-`),
  );
  expect(texts.map((_text, index) => map?.data[`TEXT_${index}`])).toEqual(texts);
});
