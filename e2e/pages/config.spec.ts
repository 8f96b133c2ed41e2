import { expect, test } from "@/e2e/support/test";

// Services that no other spec of this folder touches.
const base = "/s/donation-portal-web";

interface Deployment {
  metadata: { name: string };
  spec: { replicas: number; template: { spec: { containers: { name: string }[] } } };
}

test("a base is saved once, each environment says what its next version takes over, and takes it", async ({
  page,
  signIn,
}) => {
  await signIn("donation-lead");
  await page.goto(`${base}/beta/config?view=base`);
  await page.getByRole("combobox", { name: "New key of the base" }).fill("UPSTREAM_TIMEOUT_MS");
  await page.getByRole("button", { name: "Add to the base" }).click();
  const field = page.getByRole("textbox", { name: "Base value of UPSTREAM_TIMEOUT_MS" });
  await field.fill("50");
  await expect(page.getByText("UPSTREAM_TIMEOUT_MS has to be at least 100")).toBeVisible();
  await field.fill("2500");
  await page.getByRole("textbox", { name: "Message" }).fill("slow upstream");
  await page.getByRole("button", { name: "Save base 1" }).click();
  await expect(page.getByText("UPSTREAM_TIMEOUT_MS: 1500 becomes 2500")).toBeVisible();
  await page.getByRole("button", { name: /Save version \d+ with base 1/ }).click();
  await expect(page.getByText("UPSTREAM_TIMEOUT_MS: 1500 becomes 2500")).toBeHidden();
  await page.getByRole("radio", { name: "Keys" }).click();
  const row = page.getByRole("row", { name: /UPSTREAM_TIMEOUT_MS/ });
  await expect(row.getByRole("textbox")).toHaveValue("2500");
  await expect(row.getByText("base", { exact: true })).toBeVisible();
  await page.getByRole("radio", { name: "Base" }).click();
  await field.fill("9000");
  await page.getByRole("textbox", { name: "Message" }).fill("too slow");
  await page.getByRole("button", { name: "Save base 2" }).click();
  await page.getByRole("button", { name: "Restore base 1 as new base" }).click();
  await expect(page.getByText("Saved base 3")).toBeVisible();
  await expect(field).toHaveValue("2500");
});

test("the editor marks what does not fit, Tab leaves it, and edits of others arrive by themselves", async ({
  page,
  signIn,
  as,
}) => {
  const wrong: string[] = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  await signIn("donation-lead");
  await page.goto(`${base}/dev/config?view=raw`);
  const editor = page.getByRole("textbox", { name: "Document" });
  await editor.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# why\nUPSTREAM_TIM");
  await page.getByRole("option", { name: /UPSTREAM_TIMEOUT_MS/ }).click();
  await page.keyboard.type("soon\n");
  await expect(page.locator(".cm-lintRange-error")).toHaveText("soon");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  for (const _key of "soon") await page.keyboard.press("Backspace");
  await page.keyboard.type("2600");
  await expect(page.locator(".cm-lintRange-error")).toHaveCount(0);
  await page.keyboard.press("Tab");
  await expect(editor).not.toBeFocused();
  await page.getByRole("button", { name: "Stage what differs" }).click();
  await expect(page.getByRole("heading", { name: "1 staged" })).toBeVisible();

  await as("donation-dev-1").post("/services/donation-portal-web/dev/config/draft", {
    edits: [{ key: "FEATURE_FLAGS", value: "night" }],
  });
  await expect(page.getByRole("heading", { name: "2 staged" })).toBeVisible();
  await expect(page.getByRole("main").getByText("1 by donation-dev-1, 1 by donation-lead")).toBeVisible();
  expect(wrong).toEqual([]);
});

test("what looks like a secret becomes a reference to one", async ({ page, signIn }) => {
  await signIn("donation-lead");
  await page.goto(`${base}/dev/config`);
  await page.getByRole("combobox", { name: "New key" }).fill("MAP_API_KEY");
  await page.getByRole("textbox", { name: "Value of the new key" }).fill("abc");
  await page.getByRole("button", { name: "Add key" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "secret_in_config" })).toBeVisible();
  await page.getByRole("button", { name: "Refer to the Secret" }).click();
  await expect(page.getByRole("row", { name: /MAP_API_KEY/ })).toContainText("secret");
});

test("a variable set by hand shows who and when, and is adopted as a version", async ({
  page,
  signIn,
  cluster,
}) => {
  const path = "/apis/apps/v1/namespaces/donation-beta/deployments";
  const { items } = await cluster("beta-1").get<{ items: Deployment[] }>(path);
  const serving = items.find(
    ({ metadata, spec }) => metadata.name.startsWith("donation-portal-web") && spec.replicas > 0,
  );
  const [container] = serving?.spec.template.spec.containers ?? [];
  await cluster("beta-1").send(
    "PATCH",
    `${path}/${serving?.metadata.name}?fieldManager=kubectl-set`,
    {
      spec: {
        template: {
          spec: { containers: [{ name: container?.name, env: [{ name: "LOG_LEVEL", value: "debug" }] }] },
        },
      },
    },
    "application/strategic-merge-patch+json",
  );
  await signIn("donation-lead");
  await page.goto(`${base}/beta/config`);
  const drift = page.getByRole("region", { name: "Changed by hand in the cluster" });
  await expect(drift.getByText("containers[app].env[LOG_LEVEL]")).toBeVisible();
  await expect(drift.getByText(/by kubectl-set/)).toBeVisible();
  await drift.getByRole("button", { name: /Adopt as version/ }).click();
  await expect(drift.getByText("as the newest version says")).toBeVisible();
  await expect(page.getByRole("button", { name: /Roll out config/ })).toBeVisible();
});
