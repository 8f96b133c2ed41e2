import type { DeploymentDetail, DeploymentList } from "@/contracts/deployment";
import { colorOf } from "@/e2e/support/active-color";
import { forgetBackOffs } from "@/e2e/support/back-offs";
import type { Cluster } from "@/e2e/support/cluster";
import { byHand } from "@/e2e/support/database";
import { watchEndpoints } from "@/e2e/support/endpoint-watch";
import { messagesAbout } from "@/e2e/support/messages";
import type { PortalApi } from "@/e2e/support/portal-api";
import { expect, test } from "@/e2e/support/test";

/*
 * Journey 3: on-call handles a stuck rollout. Steps as the journey numbers them; there is no On call page and no command line yet,
 * so the list of rollouts stands in for the one (step 1), the API and the page for the other (step 10). It stands with the faults
 * because it takes over their builds, and because that part of the suite is the one that ends first.
 */
const service = "points-mission-api";
const namespace = "points-beta";
const tab = (name: string) => `/s/${service}/beta/${name}`;
const rulesUrl = "http://promotion-rule-api.promotion-beta:8080/rules";
const label = "labelSelector=switchyard.internal/service=";

interface Named {
  metadata: { name: string };
}
interface ConfigMap extends Named {
  immutable?: boolean;
  data: Record<string, string>;
}

/** The one deployment of a place that is not over. */
async function underWay(api: PortalApi, name: string, environment: string): Promise<DeploymentDetail> {
  const { body } = await api.get<DeploymentList>(
    `/deployments?service=${name}&env=${environment}&state=active`,
  );
  return api.deployment(body.rows[0]?.id ?? "none is under way");
}

const podsOf = async (cluster: Cluster, color: string) =>
  (
    await cluster.get<{ items: Named[] }>(
      `/api/v1/namespaces/${namespace}/pods?${label}${service},switchyard.internal/color=${color}`,
    )
  ).items.map(({ metadata }) => metadata.name);

test.describe
  .serial("Journey 3: on-call handles a stuck rollout", () => {
    let held: DeploymentDetail;
    let pod = "";

    test("1 and 2 the list says why it is stuck; its page, that green still serves and how many are ready", async ({
      page,
      signIn,
      as,
      cluster,
    }) => {
      held = await underWay(as("points-oncall-1"), service, "beta");
      expect(held).toMatchObject({
        state: "progressing",
        hold: "manual",
        serving: "green",
        candidate: "blue",
      });
      await signIn("points-oncall-1");
      await page.goto("/rollouts");
      const row = page
        .getByRole("table", { name: "Under way" })
        .getByRole("row", { name: new RegExp(service) });
      await expect(row).toContainText(/crash/i);
      await row.getByRole("link", { name: service }).click();
      await expect(page.getByRole("heading", { name: /Green still has all traffic/ })).toBeVisible();
      await expect(page.getByRole("heading", { name: "All traffic goes to green" })).toBeVisible();
      const compared = page.getByRole("table", { name: "Blue and green compared" });
      await expect(compared.getByRole("row", { name: /^Version/ })).toContainText(/b331.*b325/);
      await expect(compared.getByRole("row", { name: /^Ready/ })).toContainText(/0 of 1.*1 of 1/);
      expect(await colorOf(cluster("beta-1"), { namespace, service })).toBe("green");
    });

    test("3 and 4 Pods shows how the candidate ends; its events are listed for longer than the cluster keeps them", async ({
      page,
      signIn,
      cluster,
    }) => {
      await signIn("points-oncall-1");
      await page.goto(tab("pods"));
      const crashed = page.getByRole("row").filter({ hasText: "CrashLoopBackOff" }).first();
      pod = (await crashed.getAttribute("data-pod")) ?? "";
      const row = page.locator(`#main [data-pod="${pod}"]`);
      await expect(row.locator(".col-exit")).toContainText(/exit 1\b/);
      await expect(row.locator(".col-restarts")).toHaveText(/^[1-9]/);
      await expect(row.locator(".col-node")).toContainText("beta-1");
      await expect(row.locator(".col-pool")).not.toBeEmpty();
      const old = await forgetBackOffs(cluster("beta-1"), { cluster: "beta-1", namespace, pod });
      await row.getByRole("button").first().click();
      const drawer = page.getByRole("dialog");
      await expect(drawer).toContainText(/back-off \d+/);
      await expect(
        drawer.getByRole("listitem").filter({ hasText: "BackOff ×14" }).filter({ hasText: "3 h" }),
      ).toHaveCount(old);
    });

    test("5 the line before the last restart says why, and is found", async ({ page, signIn }) => {
      await signIn("points-oncall-1");
      await page.goto(`${tab("logs")}?pod=${pod}`);
      await page.getByRole("combobox", { name: "Which run" }).selectOption("Before restart");
      await page.getByRole("searchbox", { name: "Search the lines" }).fill("missing required config");
      const line = page.getByRole("log").locator(".log-row").first();
      await expect(line).toContainText("missing required config MISSION_RULES_URL");
      await expect(line.locator("mark").first()).toContainText("missing");
    });

    test("6 the diff shows another image and version, and config 17 on both sides", async ({
      page,
      signIn,
    }) => {
      await signIn("points-oncall-1");
      await page.goto(`/r/${held.id}`);
      await page.getByRole("link", { name: "Diff" }).click();
      const main = page.getByRole("main");
      await expect(main.getByText(/b325.*config 17 beside .*b331.*config 17/)).toBeVisible();
      await expect(main.getByText(/^ConfigMap points-mission-api-config-v17-\w+\s*same$/)).toBeVisible();
      const changed = main.getByRole("group").filter({ hasText: `Deployment ${service}` });
      for (const text of [/image:.*b325/, /image:.*b331/, /version:.*b325/, /version:.*b331/])
        await expect(changed.getByText(text).first()).toBeVisible();
    });

    test("7 a token is refused as config; the missing address becomes version 18, with author and diff", async ({
      page,
      signIn,
    }) => {
      await signIn("points-oncall-1");
      await page.goto(tab("config"));
      const key = page.getByRole("combobox", { name: "New key" });
      const value = page.getByRole("textbox", { name: "Value of the new key" });
      const add = page.getByRole("button", { name: "Add key" });
      await key.fill("MISSION_API_TOKEN");
      await value.fill("abc");
      await add.click();
      await expect(page.getByRole("alert").filter({ hasText: "secret_in_config" })).toBeVisible();
      await expect(value).toHaveValue("abc");

      await key.fill("MISSION_RULES_URL");
      await value.fill(rulesUrl);
      await add.click();
      await expect(page.getByRole("heading", { name: "1 staged" })).toBeVisible();
      await page.getByRole("textbox", { name: "Message" }).fill("the address of the rules");
      await page.getByRole("button", { name: "Save version 18" }).click();
      await expect(page.getByRole("main").getByText("version 18,")).toBeVisible();

      await page.getByRole("radio", { name: "History" }).click();
      const saved = page.getByRole("listitem").filter({ hasText: "the address of the rules" }).first();
      await expect(saved).toContainText("points-oncall-1");
      await page.getByRole("button", { name: "Compare 17 with 18" }).click();
      const table = page.getByRole("region", { name: "Version 17 beside 18" });
      await expect(
        table.getByRole("row", { name: new RegExp(`MISSION_RULES_URL.*not set.*${rulesUrl}`) }),
      ).toBeVisible();
    });

    test("8 and 9 retry with config 18 takes the place of the held one, gets new pods, and promotes by itself", async ({
      page,
      signIn,
      as,
      cluster,
      reaches,
    }) => {
      const [api, beta] = [as("points-oncall-1"), cluster("beta-1")];
      const endpoints = watchEndpoints(beta);
      const before = await podsOf(beta, "blue");
      expect(before).toContain(pod);
      await signIn("points-oncall-1");
      await page.goto(`/r/${held.id}`);
      const again = { name: "Try again with config 18" };
      await page.getByRole("button", again).click();
      const dialog = page.getByRole("alertdialog");
      await expect(dialog).toContainText("config 18 instead of 17");
      await dialog.getByRole("button", again).click();
      await page.waitForURL((url) => url.pathname.startsWith("/r/") && !url.pathname.endsWith(held.id));
      const retried = page.url().split("/").at(-1) ?? "";
      await reaches(held.id, "superseded");
      await reaches(retried, "holding", "succeeded");
      await expect(page.getByRole("heading", { name: "All traffic goes to blue" })).toBeVisible();

      const { items } = await beta.get<{ items: ConfigMap[] }>(`/api/v1/namespaces/${namespace}/configmaps`);
      const named = (version: number) =>
        items.find(({ metadata }) =>
          new RegExp(`^${service}-config-v${version}-[0-9a-f]{8}$`).test(metadata.name),
        );
      expect(named(17)).toBeDefined();
      expect(named(18)).toMatchObject({ immutable: true, data: { MISSION_RULES_URL: rulesUrl } });
      const after = await podsOf(beta, "blue");
      expect(after.length).toBeGreaterThan(0);
      expect(after.filter((name) => before.includes(name))).toEqual([]);

      expect(await colorOf(beta, { namespace, service })).toBe("blue");
      endpoints.stop();
      expect(endpoints.gaps).toEqual([]);
      expect(endpoints.switches.filter((line) => line.includes(service))).toEqual([
        `${namespace}/${service}: green -> blue`,
      ]);
      expect(await api.deployment(retried)).toMatchObject({ hold: "none", failureClass: null });
      await page.goto("/rollouts");
      const rows = page.getByRole("table", { name: "Under way" }).getByRole("row");
      await expect(rows.first()).toBeVisible();
      await expect(rows.filter({ hasText: service }).filter({ hasText: /crash/i })).toHaveCount(0);
      for (const channel of [undefined, "points-releases", "on-call"])
        await expect
          .poll(() => messagesAbout(api, retried, channel))
          .toContainEqual(expect.stringMatching(/^deployment\.recovered: /));
    });

    test("10 a build that is never ready is shown as stuck within 120 s; abort takes its pods and leaves the traffic", async ({
      page,
      signIn,
      as,
      cluster,
      reaches,
    }) => {
      const [beta, developer] = [cluster("beta-1"), as("partner-dev-1")];
      const endpoints = watchEndpoints(beta);
      const place = { service: "partner-transit-api", environment: "beta" };
      const version = await developer.tag(place, ({ number }) => number === 366);
      const id = await developer.deploy({ ...place, version });
      await signIn("partner-oncall-1");
      await page.goto(`/r/${id}`);
      await expect(page.getByRole("list", { name: "Causes" })).toContainText("503", { timeout: 120_000 });
      const { serving, candidate, namespace: where } = await developer.deployment(id);
      expect(serving).not.toBe(candidate);
      const abort = { name: `Abort, keep ${serving}` };
      await page.getByRole("button", abort).click();
      await page.getByRole("alertdialog").getByRole("button", abort).click();
      await reaches(id, "canceled");
      await expect(page.getByRole("heading", { name: /^Canceled in \w+ by partner-oncall-1/ })).toBeVisible();
      const { spec } = await beta.get<{ spec: { replicas?: number } }>(
        `/apis/apps/v1/namespaces/${where}/deployments/${place.service}-${candidate}/scale`,
      );
      expect(spec.replicas ?? 0).toBe(0);
      endpoints.stop();
      expect(endpoints.gaps).toEqual([]);
      expect(endpoints.switches.filter((line) => line.includes(place.service))).toEqual([]);
    });

    test("11 a build without an image is refused before any object is applied", async ({ as }) => {
      const api = as("promotion-dev-1");
      const place = { service: "promotion-banner-api", environment: "beta" };
      const version = await api.tag(place, ({ number }) => number === 442);
      expect(await api.refusal("/deployments", { ...place, version })).toMatchObject({
        code: "image_missing",
      });
      const { body } = await api.get<DeploymentList>(
        "/deployments?service=promotion-banner-api&state=active",
      );
      expect(body.rows).toEqual([]);
    });

    test("12 in production, during the bake: switch back returns the traffic within 5 s, and nobody is asked", async ({
      page,
      signIn,
      as,
      cluster,
      reaches,
    }) => {
      const [prod, developer] = [cluster("prod-1"), as("promotion-dev-1")];
      const place = { namespace: "promotion-prod", service: "promotion-coupon-api" };
      const { id, serving, candidate } = await underWay(developer, place.service, "production");
      await signIn("promotion-oncall-1");
      await page.goto(`/r/${id}`);
      const press = async (name: string) => {
        await page.getByRole("button", { name }).click();
        await page.getByRole("alertdialog").getByRole("button", { name }).click();
      };
      const bake = "update environment set bake_seconds = $1 where name = 'production'";
      // The clocks of the tests are too short for a person; the real ones leave five minutes.
      const [rule] = await byHand<{ bake: number }>(
        "select bake_seconds as bake from environment where name = 'production'",
      );
      await byHand(bake, [120]);
      try {
        await press(`Switch to ${candidate}`);
        await reaches(id, "verifying");
        expect(await colorOf(prod, place)).toBe(candidate);
        await press(`Switch back to ${serving}`);
        await expect.poll(() => colorOf(prod, place), { timeout: 5000, intervals: [100] }).toBe(serving);
        await reaches(id, "rolled_back");
        const { body } = await developer.get<DeploymentList>(
          `/deployments?service=${place.service}&env=production&state=active`,
        );
        expect(body.rows).toEqual([]);
      } finally {
        await byHand(bake, [rule?.bake]);
      }
      const actions = await byHand(
        "select action, actor from audit_event where subject = $1 and via <> 'engine' order by seq desc limit 2",
        [`deployment/${id}`],
      );
      expect(actions).toEqual([
        { action: "deployment.switch_back", actor: "promotion-oncall-1" },
        { action: "deployment.promote", actor: "promotion-oncall-1" },
      ]);
    });
  });
