import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConfigView } from "@/contracts/config";
import { referenceTo } from "@/contracts/secret-reference";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const place = { service: "points-mission-api", environment: "beta" };
const rulesUrl = "http://promotion-rule-api.promotion-beta:8080/rules";

describe("config", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());

  const refusal = (code: string, reason: RegExp = /./u) =>
    expect.objectContaining({
      refusal: expect.objectContaining({ code, reason: expect.stringMatching(reason) }),
    });
  type Verb = "stage" | "import" | "stageDocument" | "discard" | "choose";
  const edit = async (account: string, verb: Verb, body: unknown): Promise<ConfigView> =>
    world.operations.config[verb](await world.actor(account), { ...place, body });
  const stage = (account: string, edits: Record<string, string | null>) =>
    edit(account, "stage", { edits: Object.entries(edits).map(([key, value]) => ({ key, value })) });
  const save = async (account: string, body: Record<string, unknown> = {}) =>
    world.operations.config.save(await world.actor(account), {
      ...place,
      body: { message: "because", base: 17, ...body },
    });
  const get = async (account = "points-oncall-1") =>
    world.operations.config.get(await world.actor(account), place);
  const value = async (key: string) => (await get()).rows.find((row) => row.key === key)?.value;

  test("shows each effective value with its source, its rule and who changed it", async () => {
    const view = await get();
    expect(view).toMatchObject({ version: 17, staged: [], conflicts: [], mayEdit: { allowed: true } });
    expect(view.rows.find(({ key }) => key === "NODE_ENV")).toMatchObject({ source: "stack" });
    expect(view.rows.find(({ key }) => key === "FEATURE_FLAGS")).toMatchObject({
      value: "streak",
      source: "environment",
      changedBy: "points-dev-1",
    });
    expect(view.missing.map(({ key }) => key)).toContain("RATE_LIMIT_RPS");
    expect(view.secrets).toEqual({ name: "points-mission-api-secret", keys: ["REDIS_PASSWORD"] });
    expect(view.document).toBe("FEATURE_FLAGS: streak\n");
  });

  test.each([
    [
      "a secret by its name",
      { MISSION_API_TOKEN: "abc" },
      "secret_in_config",
      /MISSION_API_TOKEN looks like a secret/u,
    ],
    ["a key of a Secret", { REDIS_PASSWORD: "true" }, "config_invalid", /held by a Secret/u],
    ["no number", { UPSTREAM_TIMEOUT_MS: "soon" }, "config_invalid", /whole number/u],
    ["too much", { A_TEXT: "x".repeat(600_000) }, "config_invalid", /larger than 512 KiB/u],
    ["half a character", { A_TEXT: "\ud800" }, "config_invalid", /half of a character/u],
    ["an invalid key", { small: "1" }, "invalid_input", /not a key/u],
  ] as const)("refuses %s, and stores nothing of it", async (_what, edits, code, reason) => {
    const before = await world.rows("audit_event");
    await expect(stage("points-oncall-1", edits)).rejects.toEqual(refusal(code, reason));
    expect((await get()).staged).toEqual([]);
    expect(await world.rows("audit_event")).toBe(before);
  });

  test("refuses who may not edit, who may not wave a secret through, and a credential by its shape for everybody", async () => {
    await expect(stage("payment-dev-1", { LOG_LEVEL: "debug" })).rejects.toEqual(refusal("forbidden"));
    const mark = async (account: string) =>
      world.operations.config.markSafe(await world.actor(account), {
        ...place,
        body: { key: "PUBLIC_API_KEY", reason: "printed on every page" },
      });
    await expect(mark("points-dev-1")).rejects.toEqual(refusal("forbidden"));
    await expect(stage("points-dev-1", { PUBLIC_API_KEY: "pk-demo" })).rejects.toEqual(
      refusal("secret_in_config"),
    );
    await mark("points-lead");
    await expect(mark("points-lead")).rejects.toEqual(refusal("conflict"));
    await stage("points-dev-1", { PUBLIC_API_KEY: "pk-demo" });
    await expect(stage("points-dev-1", { PUBLIC_API_KEY: "AKIAIOSFODNN7EXAMPLE" })).rejects.toEqual(
      refusal("secret_in_config", /Nobody can/u),
    );
    expect((await edit("points-dev-1", "discard", { keys: ["PUBLIC_API_KEY"] })).staged).toEqual([]);
  });

  test("a reference to a Secret passes where a value does not, and what only begins like one is refused", async () => {
    const reference = referenceTo({ name: "points-mission-api-secret", key: "MISSION_API_TOKEN" });
    const view = await stage("points-oncall-1", { MISSION_API_TOKEN: reference });
    expect(view.staged).toMatchObject([{ key: "MISSION_API_TOKEN", value: reference }]);
    await expect(stage("points-oncall-1", { MISSION_API_TOKEN: `${reference}x` })).rejects.toEqual(
      refusal("secret_in_config"),
    );
    await expect(stage("points-oncall-1", { A_TEXT: `${reference}x` })).rejects.toEqual(
      refusal("config_invalid", /begins like a reference/u),
    );
    await edit("points-oncall-1", "discard", { keys: ["MISSION_API_TOKEN"] });
  });

  test("shows what the live container finds beside the version that it was made from", async () => {
    const view = await world.operations.config.container(await world.actor("auditor"), {
      service: "payment-gateway-api",
      environment: "production",
    });
    expect(view.live).toMatchObject({ config: 10, container: "app" });
    expect(view.differs).toEqual([]);
    const of = (name: string) => view.variables.find((variable) => variable.name === name);
    expect(of("FEATURE_FLAGS")).toMatchObject({ value: "risk-v2,qr-dynamic", from: "config" });
    expect(of("POD_NAME")).toEqual({ name: "POD_NAME", value: null, from: "pod", detail: "metadata.name" });
    expect(of("APP_VERSION")).toMatchObject({ value: view.live?.tag, from: "template" });
  });

  test("an added key is version 18 with author, message and difference", async () => {
    await stage("points-oncall-1", { MISSION_RULES_URL: rulesUrl });
    expect(await save("points-oncall-1", { message: "add the rules' address" })).toMatchObject({
      version: 18,
    });
    const view = await get();
    expect(view.versions[0]).toMatchObject({
      version: 18,
      author: "points-oncall-1",
      message: "add the rules' address",
      changed: ["MISSION_RULES_URL"],
    });
    expect(view.staged).toEqual([]);
    const compared = await world.operations.config.compare(await world.actor("auditor"), {
      ...place,
      version: 17,
      withVersion: 18,
    });
    expect(compared.differences).toEqual([{ key: "MISSION_RULES_URL", left: null, right: rulesUrl }]);
  });

  test("two people on one key: both are shown, nobody can save, one picks, and the other's name stays in the audit log", async () => {
    await stage("points-dev-1", { UPSTREAM_TIMEOUT_MS: "2000", LOG_LEVEL: "debug" });
    const seen = await stage("points-oncall-1", { UPSTREAM_TIMEOUT_MS: "3000" });
    expect(seen.conflicts).toMatchObject([
      {
        key: "UPSTREAM_TIMEOUT_MS",
        kind: "people",
        saved: "1500",
        edits: [
          { account: "points-dev-1", value: "2000" },
          { account: "points-oncall-1", value: "3000" },
        ],
      },
    ]);
    await expect(save("points-dev-1", { base: 18 })).rejects.toEqual(
      refusal("conflict", /points-dev-1 and points-oncall-1/u),
    );
    const chosen = await edit("points-dev-1", "choose", {
      key: "UPSTREAM_TIMEOUT_MS",
      account: "points-oncall-1",
    });
    expect(chosen.conflicts).toEqual([]);
    await save("points-dev-1", { base: 18 });
    expect(await value("UPSTREAM_TIMEOUT_MS")).toBe("3000");
    expect(await value("LOG_LEVEL")).toBe("debug");
    const entries = await world.database
      .selectFrom("audit_event")
      .select(["actor", "summary", "after"])
      .where("action", "like", "config.%")
      .execute();
    expect(entries.map(({ summary }) => summary)).toContain(
      "kept the edit of points-oncall-1 of UPSTREAM_TIMEOUT_MS; dropped: points-dev-1",
    );
    expect(JSON.stringify(entries)).not.toMatch(/"3000"|AKIA|pk-demo/u);
  });

  test("a key that was saved meanwhile is a conflict, not an overwrite", async () => {
    await stage("points-dev-1", { FEATURE_FLAGS: "streak,bonus" });
    await save("points-oncall-1", { base: 19, edits: [{ key: "FEATURE_FLAGS", value: "none" }] });
    expect((await get()).conflicts).toMatchObject([{ key: "FEATURE_FLAGS", kind: "saved", saved: "none" }]);
    await expect(save("points-dev-1", { base: 20 })).rejects.toEqual(refusal("conflict", /Pick one/u));
    await expect(
      save("points-dev-1", { base: 19, edits: [{ key: "FEATURE_FLAGS", value: "x" }] }),
    ).rejects.toEqual(refusal("conflict", /after version 19/u));
    await edit("points-dev-1", "choose", { key: "FEATURE_FLAGS" });
    expect((await get()).staged).toEqual([]);
  });

  test("comments and order of the document survive edits in the table", async () => {
    await edit("points-dev-1", "stageDocument", {
      text: "# who plays\nFEATURE_FLAGS: all\n\n# slow upstream\nUPSTREAM_TIMEOUT_MS: '2500' # ms\nMISSION_RULES_URL: http://rules.points-beta:80/\nLOG_LEVEL: debug\n",
    });
    await expect(edit("points-oncall-1", "stageDocument", { text: "# mine\nA: b\n" })).rejects.toEqual(
      refusal("conflict", /points-dev-1 is writing/u),
    );
    const view = await stage("points-oncall-1", { UPSTREAM_TIMEOUT_MS: "2500", NEW_ONE: "NO" });
    expect(view.document).toBe(
      "# who plays\nFEATURE_FLAGS: all\n\n# slow upstream\nUPSTREAM_TIMEOUT_MS: '2500' # ms\nMISSION_RULES_URL: http://rules.points-beta:80/\nLOG_LEVEL: debug\nNEW_ONE: \"NO\"\n",
    );
    await save("points-dev-1", { base: 20 });
    expect(await value("NEW_ONE")).toBe("NO");
    expect((await get()).document).toBe(view.document);
    const bad = edit("points-dev-1", "stageDocument", { text: "A: 1\nB: [x]\n" });
    await expect(bad).rejects.toEqual(refusal("config_invalid", /^Line 2: /u));
  });

  test.each([
    ["env", "# c\nexport A_ONE=1\nB_TWO=\"two\\nlines\" # x\nC='NO'\n"],
    ["properties", "! c\na.one = 1\nb-two: two\\\n  \\nlines\nc=NO\n"],
    ["yaml", 'A_ONE: 1\nB_TWO: "two\\nlines"\nC: NO\n'],
    [
      "configmap",
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  A_ONE: "1"\n  B_TWO: |-\n    two\n    lines\n  C: NO\n',
    ],
  ])("a text in the form %s is staged key by key", async (format, text) => {
    const view = await edit("points-dev-1", "import", { format, text });
    expect(view.staged.map(({ key, value }) => [key, value])).toEqual([
      ["A_ONE", "1"],
      ["B_TWO", "two\nlines"],
      ["C", "NO"],
    ]);
    await edit("points-dev-1", "discard", { keys: ["A_ONE", "B_TWO", "C"] });
  });

  test("restoring an old version is a new version with its values", async () => {
    const { version } = await world.operations.config.restore(await world.actor("points-dev-1"), {
      ...place,
      body: { version: 17, message: "back to what ran" },
    });
    const compared = await world.operations.config.compare(await world.actor("auditor"), {
      ...place,
      version: 17,
      withVersion: version,
    });
    expect(compared.differences).toEqual([]);
  });

  test("50 people save at once: versions have no gap, and no key is lost", async () => {
    const { version } = await get();
    const saves = Array.from({ length: 50 }, (_, index) =>
      save("points-dev-1", { base: version, edits: [{ key: `PARALLEL_${index}`, value: String(index) }] }),
    );
    const saved = (await Promise.all(saves)).map((answer) => answer.version).toSorted((a, b) => a - b);
    expect(saved).toEqual(Array.from({ length: 50 }, (_, index) => version + 1 + index));
    const { rows } = await get();
    for (let index = 0; index < 50; index++)
      expect(rows.find(({ key }) => key === `PARALLEL_${index}`)?.value).toBe(String(index));
  });

  test("applying is a deployment of kind config with the live build; another build is refused; who wrote a key may not approve", async () => {
    const service = "payment-history-api";
    const production = { service, environment: "production" };
    const lead = await world.actor("payment-lead");
    const deputy = await world.actor("payment-deputy");
    const developer = await world.actor("payment-dev-1");
    const body = { edits: [{ key: "HTTP_CLIENT_TIMEOUT_MS", value: "3000" }] };
    await world.operations.config.stage(lead, { ...production, body });
    const { live, version: base } = await world.operations.config.get(developer, production);
    const { version } = await world.operations.config.save(developer, {
      ...production,
      body: { message: "slow upstream", base },
    });
    const request = (tag: string) =>
      world.operations.deployments.request(developer, {
        body: { ...production, version: tag, config: version, kind: "config" },
        idempotencyKey: undefined,
      });
    await expect(request(await world.tag(service, 313))).rejects.toEqual(
      refusal("wrong_state", /keeps the build/u),
    );
    const asked = await request(live?.tag ?? "");
    const rollout = await world.operations.deployments.get(deputy, { id: asked.deploymentId });
    expect(rollout).toMatchObject({ kind: "config", state: "awaiting_approval" });
    const approval = { body: { planHash: await world.planHash(asked.deploymentId), comment: "fine" } };
    await expect(
      world.operations.approvals.approve(lead, { id: asked.deploymentId, ...approval }),
    ).rejects.toEqual(refusal("four_eyes"));
  });
});
