import { createHash } from "node:crypto";
import type { Archive, DeploymentList } from "@/contracts/deployment";
import type { BuildChoice, Plan } from "@/contracts/plan";
import type { Cluster } from "@/e2e/support/cluster";
import { byHand } from "@/e2e/support/database";
import { watchEndpoints } from "@/e2e/support/endpoint-watch";
import { watchHpas } from "@/e2e/support/hpa-watch";
import { messagesAbout } from "@/e2e/support/messages";
import { readRecord, recordPage, type Shown } from "@/e2e/support/page-record";
import { expect, test } from "@/e2e/support/test";

/** Journey 1: payment-dev-1 ships payment-history-api to beta, then production. Steps as the journey numbers them. */
const service = "payment-history-api";
const version = "1.23.0-b313-8367ed9";
const phases = ["Render", "Approve", "Warm", "Check", "Switch", "Hold", "Retire"];

interface Workload {
  spec: { replicas: number };
  status: { readyReplicas?: number };
}

/** What runs of the service: pods wanted of each color, and the autoscalers. */
async function running(cluster: Cluster, namespace: string) {
  const replicas = async (color: string) =>
    (await cluster.get<Workload>(`/apis/apps/v1/namespaces/${namespace}/deployments/${service}-${color}`))
      .spec.replicas;
  const hpas = await cluster.get<{ items: { metadata: { name: string } }[] }>(
    `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers?labelSelector=switchyard.internal/service=${service}`,
  );
  return {
    blue: await replicas("blue").catch(() => 0),
    green: await replicas("green").catch(() => 0),
    hpas: hpas.items.map((hpa) => hpa.metadata.name).sort(),
  };
}

/** Selector of a Service of ours, without the keys' prefix. */
async function selectorOf(
  cluster: Cluster,
  namespace: string,
  name: string,
): Promise<Record<string, string>> {
  const { spec } = await cluster.get<{ spec: { selector: Record<string, string> } }>(
    `/api/v1/namespaces/${namespace}/services/${name}`,
  );
  return Object.fromEntries(
    Object.entries(spec.selector).map(([key, value]) => [key.replace("switchyard.internal/", ""), value]),
  );
}

const statesOf = async (deployment: string) =>
  (
    await byHand<{ to_state: string; at: Date }>(
      "select to_state, at from deployment_transition where deployment_id = $1 order by seq",
      [deployment],
    )
  ).map(({ to_state: state, at }) => ({ state, at: at.getTime() }));

/** Phases that the page showed, in the order of their first appearance. How soon it shows them is measured by the bench (F1). */
const phasesShown = (shown: readonly Shown[]): string[] => [
  ...new Set(shown.flatMap(({ what }) => /^phase: (.*)$/.exec(what)?.[1] ?? [])),
];

/** What the page said of each pod of the candidate, in order. */
function livesOfPods(shown: readonly Shown[]): string {
  const lives = new Map<string, string>();
  for (const { what } of shown) {
    const [, pod, words] = /^(.*): green, (.*)$/.exec(what) ?? [];
    if (pod) lives.set(pod, `${lives.get(pod) ?? ""} > ${words}`);
  }
  return [...lives.values()].join("; ");
}

test.describe
  .serial("Journey 1: a developer ships payment-history-api to beta, then production", () => {
    let beta = "";
    let production = "";

    test("1 Services lists 74 rows; filtering history shows dev b311, beta b311, production b309", async ({
      page,
      signIn,
    }) => {
      await signIn("payment-dev-1");
      await expect(page.getByRole("table", { name: "Services" }).getByRole("row")).toHaveCount(75);
      await expect(page.getByText("73 of 74 in production")).toBeVisible();
      await page.getByRole("searchbox", { name: "Filter services" }).fill("history");
      await page.getByRole("radio", { name: "Matrix" }).click();
      const row = page.getByRole("row", { name: new RegExp(service) });
      await expect(row.getByText("main-b311")).toHaveCount(2);
      await expect(row.getByText("1.22.0-b309")).toHaveCount(1);
      await expect(page).toHaveURL(/q=history/);
    });

    test("2 the deploy form refuses a build that did not pass beta, and a branch build, each with its code", async ({
      page,
      signIn,
      as,
    }) => {
      await signIn("payment-dev-1");
      await page.goto(`/s/${service}/production/deploy`);
      const dialog = page.getByRole("dialog");
      const ask = dialog.getByRole("button", { name: "Ask for approval" });
      await dialog.getByRole("radio", { name: version }).check({ force: true });
      await expect(dialog.getByText(/1\.23\.0-b313 has not succeeded in beta/).first()).toBeVisible();
      await expect(ask).toHaveAttribute("aria-disabled", "true");
      await dialog.getByRole("radio", { name: "main-b311-c732b6f" }).check({ force: true });
      await expect(dialog.getByText(/Branch main may not go to production/).last()).toBeVisible();
      await expect(ask).toHaveAttribute("aria-disabled", "true");
      const order = { service, environment: "production", reason: "try" };
      const refused = (tag: string) =>
        as("payment-dev-1").refusal("/deployments", { ...order, version: tag });
      expect(await refused(version)).toMatchObject({ code: "not_succeeded_in_previous" });
      expect(await refused("main-b311-c732b6f")).toMatchObject({ code: "branch_not_allowed" });
    });

    test("3 to 5 the API deploys to beta: plan and diff are printed, the open page follows, the color changes once", async ({
      page,
      signIn,
      as,
      cluster,
      reaches,
    }) => {
      const api = as("payment-dev-1");
      const { body: plan } = await api.post<Plan>("/plans", { service, environment: "beta", version });
      expect(plan.template).toMatch(/^backend-java@\d+/);
      expect(plan.objects.find(({ kind }) => kind === "Deployment")?.after).toContain("kind: Deployment");
      expect(plan.changes.map(({ area }) => area)).toContain("image");
      expect(plan.candidate).toBe("green");

      await signIn("payment-dev-1");
      const endpoints = watchEndpoints(cluster("beta-1"));
      const hpas = watchHpas(cluster("beta-1"), { namespace: "payment-beta", service });
      beta = await api.deploy({ service, environment: "beta", version, planHash: plan.planHash });
      await page.goto(`/r/${beta}`);
      await expect(page.getByRole("list", { name: "Phases" })).toBeVisible();
      await recordPage(page, {
        phase: "[aria-label=Phases] li[aria-current=step] .phase",
        pod: "li[data-pod] svg[aria-label^=green]",
      });
      await reaches(beta, "holding", "succeeded");
      await expect(page.getByRole("heading", { name: /serving|Done/ }).first()).toBeVisible();

      // 4: each phase without reload; pods of the candidate become ready in front of the reader.
      const shown = await readRecord(page);
      const followed = phasesShown(shown);
      expect(followed).toEqual(phases.filter((phase) => followed.includes(phase)));
      expect(followed).toEqual(expect.arrayContaining(["Warm", "Hold"]));
      expect(livesOfPods(shown)).toMatch(/> (Pending|starting|not ready).*> ready/);

      // 5: one change of color; each autoscaler keeps its target, the candidate's floor came before the switch.
      expect(await selectorOf(cluster("beta-1"), "payment-beta", service)).toMatchObject({ color: "green" });
      // The standby keeps its size: the second autoscaler that is set once the hold has begun.
      await expect
        .poll(() => hpas.versions(`${service}-blue`).at(-1)?.is)
        .toMatch(/^(1\.\.1|2\.\.2) ->|^gone$/);
      endpoints.stop();
      hpas.stop();
      expect(endpoints.gaps).toEqual([]);
      expect(endpoints.switches.filter((line) => line.includes(service))).toEqual([
        `payment-beta/${service}: blue -> green`,
      ]);
      const { need } = await api.deployment(beta);
      for (const color of ["blue", "green"]) {
        const targets = hpas.versions(`${service}-${color}`).map(({ is }) => is.split(" -> ")[1]);
        expect(new Set(targets.filter(Boolean))).toEqual(new Set([`${service}-${color}`]));
        expect(hpas.boundsAtSwitch(`${service}-${color}`)?.min).toBeGreaterThanOrEqual(need ?? 1);
      }
    });

    test("6 and 7 blue is gone, nine objects are archived under a fresh hash, the team's channel has one message", async ({
      as,
      page,
      signIn,
      cluster,
      reaches,
    }) => {
      const api = as("payment-dev-1");
      const { body: archive } = await api.get<Archive>(`/deployments/${beta}/archive`);
      expect(archive.objects).toHaveLength(9);
      const fresh = createHash("sha256").update(archive.objects.map(({ yaml }) => yaml).join("---\n"));
      expect(fresh.digest("hex")).toBe(archive.sha256);
      await expect
        .poll(() => messagesAbout(api, beta, "payment-releases"))
        .toEqual([expect.stringMatching(/^deployment\.succeeded: /)]);
      await signIn("payment-dev-1");
      await page.goto(`/history/${beta}/manifests`);
      await expect(page.getByRole("main").getByText("checked just now")).toBeVisible();
      await reaches(beta, "succeeded");
      expect(await running(cluster("beta-1"), "payment-beta")).toMatchObject({
        blue: 0,
        hpas: [`${service}-green`],
      });
    });

    test("8 to 10 the request for production has its evidence and way back, waits, and touches nothing", async ({
      page,
      signIn,
      as,
      cluster,
    }) => {
      const before = await running(cluster("prod-1"), "payment-prod");
      await signIn("payment-dev-1");
      await page.goto(`/s/${service}/production/deploy?build=${version}`);
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByText(/succeeded in beta/).last()).toBeVisible();
      await expect(
        dialog.getByText(
          /Switch back to green while it is warm, or roll back to the archive of 1\.22\.0-b309/,
        ),
      ).toBeVisible();
      await dialog.getByRole("textbox", { name: "Reason" }).fill("DEMO-2402 history paging");
      await dialog.getByRole("textbox", { name: "Impact" }).fill("no schema change");
      await dialog.getByRole("button", { name: "Ask for approval" }).click();
      await page.waitForURL(/\/r\//);
      production = page.url().split("/").at(-1) ?? "";
      await expect(page.getByText(/Waits for an approver/i).first()).toBeVisible();
      await expect(page.getByRole("button", { name: /Approve/ })).toHaveCount(0);
      const api = as("payment-dev-1");
      const detail = await api.deployment(production);
      expect(detail).toMatchObject({ state: "awaiting_approval", impact: "no schema change" });
      const effects = "select effect_key from deployment_effect where deployment_id = $1";
      expect(await byHand(effects, [production])).toEqual([]);
      expect(await running(cluster("prod-1"), "payment-prod")).toEqual(before);
      expect(before).toEqual({ blue: 0, green: 4, hpas: [`${service}-green`] });
      const decision = { planHash: detail.planHash, comment: "" };
      expect(await api.refusal(`/deployments/${production}/approve`, decision)).toMatchObject({
        status: 403,
        code: "four_eyes",
      });
    });

    test("Journey 2, 1 to 4: the lead reads one page, approves with a comment, the requester is told", async ({
      page,
      signIn,
      as,
      reaches,
    }) => {
      const { planHash } = await as("payment-dev-1").deployment(production);
      const path = `/deployments/${production}/approve`;
      for (const stranger of ["payment-dev-2", "points-lead"]) {
        expect(await as(stranger).refusal(path, { planHash, comment: "" })).toMatchObject({
          status: 403,
          code: "forbidden",
        });
      }
      expect(await as("payment-lead").refusal(path, { planHash: "0".repeat(64) })).toMatchObject({
        code: "stale_approval",
      });
      await signIn("payment-lead");
      await page.goto("/approvals");
      const box = page.getByRole("region", { name: "For me" });
      await expect(box.getByRole("listitem")).toHaveCount(2);
      await expect(box.getByText("payment-refund-api")).toBeVisible();
      await box.getByRole("link", { name: service, exact: true }).click();
      await page.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
      const review = page.getByRole("article", { name: "Review" });
      const { body: builds } = await as("payment-lead").get<BuildChoice[]>(
        `/services/${service}/production/builds`,
      );
      const build = builds.find(({ tag }) => tag === version);
      for (const text of [
        build?.digest ?? "no digest",
        "8367ed9",
        /succeeded in beta as R-\d+/,
        /backend-java@\d+/,
        /payment-dev-1 asked/,
        planHash.slice(0, 8),
        /config/i,
      ])
        await expect(review.getByText(text).first()).toBeVisible();
      await review.getByRole("radio", { name: "Changed lines" }).click();
      await expect(review.getByText(/1\.22\.0-b309/).first()).toBeVisible();
      await review.getByRole("textbox").fill("looks right");
      await review.getByRole("button", { name: /^Approve/ }).click();
      await reaches(production, "awaiting_promotion");
      const { approvals } = await as("payment-dev-1").deployment(production);
      expect(approvals).toEqual([
        {
          approver: "payment-lead",
          decision: "approved",
          comment: "looks right",
          planHash,
          at: expect.any(String),
        },
      ]);
      const queued = (await statesOf(production)).find(({ state }) => state === "queued")?.at ?? 0;
      expect(queued).toBeGreaterThanOrEqual(Date.parse(approvals[0]?.at ?? ""));
      await expect
        .poll(() => messagesAbout(as("payment-dev-1"), production))
        .toContain("approval.approved: payment-lead: looks right");
    });

    test("11 it stands before the switch: blue has 4 ready pods and the preview, green keeps the traffic", async ({
      page,
      signIn,
      as,
      cluster,
    }) => {
      expect((await statesOf(production)).map(({ state }) => state)).toEqual([
        "requested",
        "awaiting_approval",
        "queued",
        "rendering",
        "dry_running",
        "applying",
        "progressing",
        "checking",
        "awaiting_promotion",
      ]);
      const prod = cluster("prod-1");
      const blue = await prod.get<Workload>(
        `/apis/apps/v1/namespaces/payment-prod/deployments/${service}-blue`,
      );
      expect(blue.status.readyReplicas).toBe(4);
      expect(await selectorOf(prod, "payment-prod", `${service}-preview`)).toEqual({
        service,
        color: "blue",
        release: production,
      });
      expect(await selectorOf(prod, "payment-prod", service)).toEqual({ service, color: "green" });
      expect((await as("payment-dev-1").deployment(production)).executor).toBe("worker");
      await signIn("payment-dev-1");
      await page.goto(`/r/${production}`);
      await expect(page.getByRole("list", { name: "Phases" }).locator("[aria-current=step]")).toContainText(
        "Switch",
      );
      await expect(page.getByRole("main").getByText("Blue stands ready with 4 pods")).toBeVisible();
    });

    test("12 and 13 the developer promotes: floors first, no gap, a switch back is offered with its countdown", async ({
      page,
      signIn,
      cluster,
      reaches,
    }) => {
      const endpoints = watchEndpoints(cluster("prod-1"));
      const hpas = watchHpas(cluster("prod-1"), { namespace: "payment-prod", service });
      await signIn("payment-dev-1");
      await page.goto(`/r/${production}`);
      await page.getByRole("button", { name: "Switch to blue" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Switch to blue" }).click();
      await expect(page.getByText("All traffic goes to blue")).toBeVisible({ timeout: 60_000 });
      await expect(page.getByRole("button", { name: "Switch back to green" })).toBeVisible();
      await reaches(production, "holding");
      await expect(page.getByText(/\d left, until/)).toBeVisible();
      await expect(page.getByRole("button", { name: "Switch back to green" })).toBeVisible();
      endpoints.stop();
      hpas.stop();
      expect(hpas.boundsAtSwitch(`${service}-blue`)?.min).toBeGreaterThanOrEqual(4);
      expect(hpas.boundsAtSwitch(`${service}-green`)?.min).toBe(4);
      const switching = (await statesOf(production)).find(({ state }) => state === "switching")?.at;
      expect(hpas.switchedAt()).toBeGreaterThanOrEqual(switching ?? Number.POSITIVE_INFINITY);
      expect(endpoints.gaps).toEqual([]);
      expect(endpoints.switches.filter((line) => line.includes(service))).toEqual([
        `payment-prod/${service}: green -> blue`,
      ]);
    });
  });

test.describe
  .serial("Journey 2: the lead decides", () => {
    const coupon = "promotion-coupon-api";
    let held = "";

    test("5 another config version after the approval: the approval is void, the request waits again", async ({
      as,
    }) => {
      const { body: open } = await as("promotion-dev-1").get<DeploymentList>(
        `/deployments?service=${coupon}&env=production&state=active`,
      );
      held = open.rows[0]?.id ?? "";
      const api = as("promotion-dev-1");
      const id = await api.deploy({
        service: coupon,
        environment: "production",
        version: "2.26.0-b444-e9b4e81",
        config: 2,
        reason: "DEMO-2511",
        queue: true,
      });
      const first = await api.deployment(id);
      const approve = { planHash: first.planHash, comment: "" };
      await as("promotion-lead").post(`/deployments/${id}/approve`, approve);
      await expect.poll(async () => (await api.deployment(id)).state).toBe("queued");
      await api.post(`/deployments/${id}/change-plan`, { config: 1 });
      const second = await api.deployment(id);
      expect(second.state).toBe("awaiting_approval");
      expect(second.planHash).not.toBe(first.planHash);
      expect(await as("promotion-deputy").refusal(`/deployments/${id}/approve`, approve)).toMatchObject({
        code: "stale_approval",
      });
      expect((await api.post(`/deployments/${id}/withdraw`, {})).status).toBe(200);
    });

    test("Journey 3, 12: who is on call takes a switch back on the page after its success: no gap, no approval, a rollout of its own", async ({
      page,
      signIn,
      cluster,
      reaches,
      as,
    }) => {
      const endpoints = watchEndpoints(cluster("prod-1"));
      const { serving, candidate } = await as("promotion-dev-1").deployment(held);
      await signIn("promotion-oncall-1");
      await page.goto(`/r/${held}`);
      const press = async (name: string) => {
        await page.getByRole("button", { name }).click();
        await page.getByRole("alertdialog").getByRole("button", { name }).click();
      };
      await press(`Switch to ${candidate}`);
      await reaches(held, "holding");
      await press(`Switch back to ${serving}`);
      await page.waitForURL((url) => !url.pathname.endsWith(held));
      const back = await as("promotion-dev-1").deployment(page.url().split("/").at(-1) ?? "");
      expect(back).toMatchObject({ kind: "rollback", requestedBy: "promotion-oncall-1", approvals: [] });
      await expect(page.getByText(`All traffic goes to ${serving}`)).toBeVisible({ timeout: 60_000 });
      endpoints.stop();
      expect(endpoints.gaps).toEqual([]);
      expect(endpoints.switches.filter((line) => line.includes(coupon))).toEqual([
        `promotion-prod/${coupon}: ${serving} -> ${candidate}`,
        `promotion-prod/${coupon}: ${candidate} -> ${serving}`,
      ]);
    });

    test("6 and 9 the lead's own request is for the deputy; a bundle altered in the database is refused", async ({
      as,
      cluster,
      reaches,
    }) => {
      const lead = as("payment-lead");
      const place = { service: "payment-capture-api", environment: "production" };
      const id = await lead.deploy({ ...place, version: "3.5.0-b438-59b3aaa", reason: "DEMO-2601" });
      const { planHash } = await lead.deployment(id);
      const approve = { planHash, comment: "" };
      expect(await lead.refusal(`/deployments/${id}/approve`, approve)).toMatchObject({ code: "four_eyes" });
      // Whoever can write to the database alters what is archived, before the engine reads it back.
      await byHand(`create function alter_bundle() returns trigger language plpgsql as $$
      begin new.objects := (select objects from bundle order by created_at limit 1); return new; end $$`);
      await byHand(
        "create trigger altered before insert on bundle for each row execute function alter_bundle()",
      );
      const workloads = async () =>
        (
          await cluster("prod-1").get<{ items: { metadata: { generation: number }; spec: unknown }[] }>(
            "/apis/apps/v1/namespaces/payment-prod/deployments?labelSelector=switchyard.internal/service=payment-capture-api",
          )
        ).items.map(({ metadata, spec }) => [metadata.generation, spec]);
      const before = await workloads();
      try {
        expect((await as("payment-deputy").post(`/deployments/${id}/approve`, approve)).status).toBe(200);
        await reaches(id, "failed");
      } finally {
        await byHand("drop trigger altered on bundle");
        await byHand("drop function alter_bundle");
      }
      expect((await lead.deployment(id)).headline).toContain("digest_mismatch");
      expect(await workloads()).toEqual(before);
      await expect
        .poll(() => messagesAbout(lead, id, "on-call"))
        .toEqual([expect.stringContaining("digest_mismatch")]);
    });

    test("7 a rejection needs a comment, then ends the request, applies nothing and is told", async ({
      page,
      signIn,
      as,
    }) => {
      await signIn("payment-lead");
      await page.goto("/approvals");
      await page.getByRole("link", { name: "payment-refund-api", exact: true }).click();
      await page.waitForURL(/\/approvals\/[0-9a-f-]{36}/);
      const id = /approvals\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
      const review = page.getByRole("article", { name: "Review" });
      await review.getByRole("button", { name: "Reject, with reason" }).click();
      await expect(review.getByRole("alert")).toContainText("needs a reason");
      await review.getByRole("textbox").fill("rounding is not covered by a test");
      await review.getByRole("button", { name: "Reject, with reason" }).click();
      await expect(page.getByText(/Rejected: payment-refund-api/)).toBeVisible();
      const asker = as("payment-dev-1");
      await expect.poll(async () => (await asker.deployment(id)).state).toBe("rejected");
      expect(await byHand("select from deployment_effect where deployment_id = $1", [id])).toEqual([]);
      const { requestedBy } = await asker.deployment(id);
      await expect
        .poll(() => messagesAbout(as(requestedBy), id))
        .toEqual(["approval.rejected: payment-lead: rounding is not covered by a test"]);
    });

    test("8 a request that is 24 h old has expired; approving it is refused", async ({
      as,
      page,
      signIn,
      reaches,
    }) => {
      const api = as("checkout-dev-1");
      const place = { service: "payment-qr-api", environment: "production" };
      const id = await api.deploy({ ...place, version: "2.10.0-b464-af47c61", reason: "DEMO-2603" });
      await reaches(id, "awaiting_approval");
      const { planHash } = await api.deployment(id);
      await byHand(
        `update deployment set created_at = created_at - interval '24 h', state_entered_at = state_entered_at - interval '24 h',
        approval_expires_at = approval_expires_at - interval '24 h', state_deadline_at = state_deadline_at - interval '24 h',
        wake_at = now() where id = $1`,
        [id],
      );
      await reaches(id, "canceled");
      expect((await api.deployment(id)).cause).toBe("approval_expired");
      expect(
        await as("payment-lead").refusal(`/deployments/${id}/approve`, { planHash, comment: "" }),
      ).toMatchObject({ code: "approval_expired" });
      await signIn("payment-lead");
      await page.goto(`/r/${id}`);
      await expect(page.getByText(/Nobody decided in time/).first()).toBeVisible();
    });
  });

test.describe("Journey 1, the end", () => {
  test("13 and 14 green is gone, production runs b313, the record names who did what", async ({
    page,
    signIn,
    as,
    cluster,
    reaches,
  }) => {
    const api = as("payment-dev-1");
    const { body } = await api.get<DeploymentList>(`/deployments?service=${service}&env=production`);
    const id = body.rows.find(({ release }) => release.build === 313)?.id ?? "";
    await reaches(id, "succeeded");
    expect(await running(cluster("prod-1"), "payment-prod")).toEqual({
      blue: 4,
      green: 0,
      hpas: [`${service}-blue`],
    });
    await signIn("payment-lead");
    await page.goto("/services?env=production&q=history");
    await expect(page.getByRole("row", { name: new RegExp(service) })).toContainText("1.23.0-b313");
    await page.goto(`/history?service=${service}`);
    const row = page.getByRole("table", { name: "History" }).getByRole("row").nth(1);
    await expect(row).toContainText("payment-dev-1 / payment-lead");
    await expect(row).toContainText(/\d+ (s|min)/);
    const actions = await byHand<{ action: string; actor: string }>(
      "select action, actor from audit_event where subject = $1 and via <> 'engine' order by seq",
      [`deployment/${id}`],
    );
    expect(actions).toEqual([
      { action: "deployment.request", actor: "payment-dev-1" },
      { action: "approval.approve", actor: "payment-lead" },
      { action: "deployment.promote", actor: "payment-dev-1" },
    ]);
    expect((await api.deployment(id)).timeline.some(({ actor }) => actor === "worker")).toBe(true);
  });
});
