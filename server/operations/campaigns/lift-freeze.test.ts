import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const service = "promotion-campaign-web";
const hour = 3_600_000;

describe("lifting the freeze of a campaign", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());

  const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });
  const inAnHour = () => new Date(Date.now() + hour).toISOString().slice(0, 19);
  const body = (more: Record<string, unknown> = {}) => ({
    ...{ title: "Night coupon", channel: "oa-push", environment: "production", zone: "UTC" },
    ...{ startLocal: inAnHour(), durationSeconds: 600, leadSeconds: 7200, coolDownSeconds: 60 },
    targets: [{ service, floor: 24 }],
    ...more,
  });
  const planned = async (more: Record<string, unknown> = {}) => {
    const owner = await world.actor("campaign-owner");
    const { campaign } = await world.operations.campaigns.create(owner, body(more));
    return campaign;
  };
  const confirm = async (slug: string) =>
    world.operations.campaigns.confirm(await world.actor("promotion-lead"), { slug, service });
  const lift = async (account: string, slug: string, reason = "a fix for the coupon page") =>
    (
      await world.operations.campaigns.liftFreeze(await world.actor(account), {
        slug,
        body: { reason },
      })
    ).campaign;
  const deploy = async () =>
    world.operations.deployments.request(await world.actor("campaign-web-dev-1"), {
      body: { service, environment: "production", version: "1.29.0-b268-8593917", reason: "DEMO-2600" },
      idempotencyKey: undefined,
    });

  test("the lead lifts it with a reason, once; releases go on, and the floors and the record stay", async () => {
    const { slug } = await planned();
    await expect(lift("promotion-lead", slug)).rejects.toEqual(refusal("wrong_state"));
    const { campaign } = await confirm(slug);
    expect(campaign.freeze).toMatchObject({ domains: ["promotion"], liftedBy: null });
    await expect(deploy()).rejects.toMatchObject({
      refusal: { code: "freeze_active", reason: expect.stringContaining(`/campaigns/${slug}`) },
    });
    for (const [account, code] of [
      ["campaign-web-dev-1", "forbidden"],
      ["payment-lead", "forbidden"],
      ["campaign-owner", "four_eyes"],
    ] as const)
      await expect(lift(account, slug)).rejects.toEqual(refusal(code));
    await expect(lift("promotion-lead", slug, " ")).rejects.toEqual(refusal("invalid_input"));

    const lifted = await lift("promotion-lead", slug);
    expect(lifted).toMatchObject({
      state: "scaling_up",
      freeze: { domains: ["promotion"], liftedBy: "promotion-lead" },
      may: { liftFreeze: { allowed: false, code: "wrong_state" } },
    });
    expect(lifted.history[0]).toMatchObject({
      ...{ actor: "promotion-lead", action: "campaign.lift_freeze" },
      summary: "lifted the freeze of Night coupon over promotion: a fix for the coupon page",
    });
    await expect(lift("promotion-deputy", slug)).rejects.toEqual(refusal("wrong_state"));
    expect(await deploy()).toMatchObject({ state: "awaiting_approval" });
  });

  test("an edit of the campaign brings its freeze back once it is confirmed again", async () => {
    const { slug, version, draft } = await planned({ title: "Later coupon", leadSeconds: 60 });
    await confirm(slug);
    expect((await lift("release-manager", slug)).freeze?.liftedBy).toBe("release-manager");
    const edited = await world.operations.campaigns.edit(await world.actor("campaign-owner"), {
      slug,
      body: { ...draft, version, reason: "a longer window", durationSeconds: 900 },
    });
    expect(edited.campaign.freeze).toBeNull();
    expect((await confirm(slug)).campaign.freeze).toMatchObject({ liftedBy: null });
  });
});
