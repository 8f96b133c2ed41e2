import { expect, test } from "@/e2e/support/test";

interface ConfigMap {
  metadata: { name: string };
  data: Record<string, string>;
}

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
