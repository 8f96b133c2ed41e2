import type { ChangeAnswer, DeploymentDetail } from "@/contracts/deployment";
import type { DeploymentState } from "@/contracts/deployment-state";
import { byHand } from "@/e2e/support/database";
import { watchEndpoints } from "@/e2e/support/endpoint-watch";
import type { PortalApi } from "@/e2e/support/portal-api";
import { killProgram, type ProgramName } from "@/e2e/support/programs";
import { expect, test } from "@/e2e/support/test";

/*
 * Any program may die at any moment of a rollout: the supervisor starts it again, the rollout goes on and ends like an
 * undisturbed one. Four rollouts run at once, so that a death in one moment of one of them is a death in another moment of the others.
 */

interface Disturbed {
  service: string;
  account: string;
  /** Which program dies as soon as the rollout is in a state; `anew`: in a new row, where the answer to `ask` began one. */
  kills: readonly { in: DeploymentState; anew?: DeploymentState; program: ProgramName }[];
  /** What a person does, and when. */
  ask?: { in: DeploymentState; verb: "abort" | "switch-back" };
  ends: readonly DeploymentState[];
  /** Changes of the active Service's color on the way. */
  switches: number;
}

const rollouts: readonly Disturbed[] = [
  {
    service: "payment-ledger-api",
    account: "payment-dev-1",
    kills: [
      { in: "checking", program: "worker" },
      { in: "switching", program: "worker" },
    ],
    ends: ["holding", "scaling_down", "succeeded"],
    switches: 1,
  },
  {
    service: "payment-risk-api",
    account: "risk-dev-1",
    kills: [
      { in: "applying", program: "postgres" },
      { in: "matching_capacity", program: "postgres" },
      { in: "verifying", program: "web" },
    ],
    ends: ["holding", "scaling_down", "succeeded"],
    switches: 1,
  },
  {
    service: "financial-kyc-api",
    account: "risk-dev-1",
    kills: [{ in: "cleaning_up", program: "postgres" }],
    ask: { in: "progressing", verb: "abort" },
    ends: ["canceled"],
    switches: 0,
  },
  {
    service: "merchant-terminal-api",
    account: "merchant-dev-1",
    // A switch back that is asked for after the bake is a deployment of its own.
    kills: [{ in: "rolling_back", anew: "switching", program: "worker" }],
    ask: { in: "verifying", verb: "switch-back" },
    ends: ["rolled_back", "holding", "scaling_down", "succeeded"],
    switches: 2,
  },
];

/** Waits until a deployment has been in a state, closely enough that the state is not over yet; Postgres may be away meanwhile. */
async function entered(id: string, state: DeploymentState): Promise<void> {
  const statement = "select from deployment_transition where deployment_id = $1 and to_state = $2";
  await expect
    .poll(async () => (await byHand(statement, [id, state]).catch(() => [])).length, {
      message: `${id} reaches ${state}`,
      timeout: 240_000,
      intervals: [25],
    })
    .toBeGreaterThan(0);
}

/** Asks for a verb until somebody is there to take it; gives the deployment that does it. */
async function ask(api: PortalApi, id: string, verb: string): Promise<string> {
  let follow = id;
  const status = async () =>
    api.post<ChangeAnswer>(`/deployments/${id}/${verb}`, { reason: "crash test" }).then(
      (answer) => {
        if (answer.status === 200) follow = answer.body.deploymentId;
        return answer.status;
      },
      () => 0,
    );
  await expect.poll(status, { timeout: 60_000, intervals: [100] }).toBe(200);
  return follow;
}

interface Ended {
  disturbed: Disturbed;
  detail: DeploymentDetail;
  /** Color that served before. */
  before: DeploymentDetail["serving"];
}

async function run(api: PortalApi, disturbed: Disturbed): Promise<Ended> {
  const { service, kills, ask: asked, ends } = disturbed;
  const version = await api.tag({ service, environment: "beta" }, ({ runningIn }) =>
    runningIn.includes("beta"),
  );
  const id = await api.deploy({
    service,
    environment: "beta",
    version,
    kind: "restart",
    reason: "crash test",
  });
  const { serving: before } = await api.deployment(id);
  if (asked) await entered(id, asked.in);
  const follow = asked ? await ask(api, id, asked.verb) : id;
  for (const kill of kills) {
    await entered(follow, follow === id ? kill.in : (kill.anew ?? kill.in));
    killProgram(kill.program);
  }
  const read = async () => api.deployment(follow).catch(() => null);
  await expect
    .poll(async () => (await read())?.state, { message: service, timeout: 240_000, intervals: [250] })
    .toMatch(new RegExp(`^(${ends.join("|")})$`));
  return { disturbed, before, detail: await api.deployment(follow) };
}

test("kill -9 of worker, web and Postgres on the way: each of four rollouts ends like an undisturbed one", async ({
  as,
  cluster,
}) => {
  // A worker that is killed keeps its leases for 30 s.
  test.setTimeout(300_000);
  const watch = watchEndpoints(cluster("beta-1"));
  const ended = await Promise.all(rollouts.map((disturbed) => run(as(disturbed.account), disturbed)));
  watch.stop();
  expect(watch.gaps).toEqual([]);
  for (const { disturbed, detail, before } of ended) {
    const { service, switches } = disturbed;
    const seen = watch.switches.filter((line) => line.includes(service));
    expect(seen, service).toHaveLength(switches);
    expect(detail.serving !== before, `${service}: another color serves`).toBe(switches % 2 === 1);
    const steps = await byHand<{ seq: number; audited: boolean }>(
      `select seq, exists (select from audit_event a where a.subject = 'deployment/' || t.deployment_id) as audited
        from deployment_transition t where deployment_id = $1 order by seq`,
      [detail.id],
    );
    expect(steps.map(({ seq }) => seq)).toEqual(steps.map((_, at) => at + 1));
    expect(steps.every(({ audited }) => audited)).toBe(true);
    const open = "select effect_key from deployment_effect where deployment_id = $1 and status = 'planned'";
    if (detail.finishedAt) expect(await byHand(open, [detail.id])).toEqual([]);
  }
});
