import { describe, expect, test } from "vitest";
import type { ClusterLink } from "@/contracts/stream";
import type { TargetFacts } from "@/server/domain/fleet/facts";
import type { FeedRow } from "@/server/ports/feed";
import type { FeedListener, FleetSnapshot, FleetSource } from "@/server/ports/fleet-source";
import { startLiveFleet } from "./live-fleet";

const start = Date.parse("2026-11-22T14:00:00Z");
const service = "payment-history-api";
const catalog = {
  name: service,
  domain: "payment",
  team: "payment",
  owner: "payment",
  onCall: "payment",
  tier: 2,
  stack: "backend-java",
  strategy: "blueGreen" as const,
  pool: "b",
};
const target: TargetFacts = {
  id: "t-1",
  service,
  environment: "production",
  cluster: "prod-1",
  namespace: "payment-prod",
  servingColor: "blue",
  stableDeploymentId: null,
  bounds: null,
  drift: false,
  deployments: [],
};
const release = {
  build: 314,
  tag: "1.24.0-b314-aaaaaaa",
  version: "1.24.0-b314",
  commit: "aaaaaaa",
  branch: "main",
  config: 12,
};
const deployment: TargetFacts["deployments"][number] = {
  id: "d-1",
  ref: 2042,
  kind: "release",
  state: "progressing",
  hold: "none",
  holdReason: null,
  candidate: "green",
  from: "blue",
  release,
  requestedBy: "payment-dev-1",
  createdAt: "2026-11-22T13:59:00Z",
  since: "2026-11-22T13:59:30Z",
  switchedAt: null,
  finishedAt: null,
};

let id = 0;
const row = (topic: string, body: unknown): FeedRow => ({
  cursor: { txid: "100", id: String(++id) },
  topic,
  body,
});
const podRow = (name: string, op: "set" | "gone", ready = true): FeedRow =>
  row("obs:prod-1", {
    kind: "Pod",
    namespace: "payment-prod",
    name,
    service,
    color: "blue",
    op,
    // As the observers write it: a row of an object that is gone has no body at all.
    ...(op === "set" && {
      body: {
        name,
        color: "blue",
        phase: "Running",
        ready,
        createdAt: "2026-11-22T13:00:00Z",
        containers: [],
      },
    }),
  });

/** A fleet over a source that the test holds in its hand. */
async function scene() {
  const time = { now: start };
  let facts = target;
  let links: ClusterLink[] = [
    { cluster: "prod-1", state: "live", lastHeardAt: new Date(start).toISOString() },
  ];
  let listener: FeedListener | undefined;
  const snapshot = async (): Promise<FleetSnapshot> => ({
    cursor: { txid: "99", id: "0" },
    environments: [
      {
        name: "production",
        short: "prod",
        order: 4,
        protected: true,
        approvals: 1,
        cluster: "prod-1",
        branches: [],
        promoteFrom: null,
      },
    ],
    services: [catalog],
    targets: [facts],
    observations: [],
    links,
  });
  const source: FleetSource = {
    snapshot,
    targets: async (ids) => (ids.includes("t-1") ? [facts] : []),
    links: async () => links,
    follow(_start, told) {
      listener = told;
      return { stop: async () => undefined };
    },
  };
  const events: string[] = [];
  const fleet = await startLiveFleet({
    source,
    clock: { now: () => time.now, after: () => () => undefined },
    onReachable: (yes) => void events.push(yes ? "back" : "away"),
    onSessions: () => void events.push("sessions"),
  });
  const heard: { type: string; topic?: string }[] = [];
  const topics = [
    "svc:production",
    `service:${service}:production`,
    "rollout:d-1",
    "rollouts",
    "campaigns",
    "me",
    "system",
  ];
  fleet.hub.open(
    { topics, since: undefined, session: "s" },
    {
      write(text) {
        const data = /^data: (.*)$/m.exec(text)?.[1];
        if (data) heard.push(JSON.parse(data));
        return true;
      },
      close: () => undefined,
    },
  );
  heard.length = 0;
  return {
    fleet,
    time,
    events,
    heard: () => heard.splice(0).map(({ type, topic }) => `${type} ${topic}`),
    health: () => fleet.model.row(service, "production")?.health,
    feed: async (...rows: FeedRow[]) => {
      time.now += 1000;
      await listener?.rows(rows);
    },
    beat: () => listener?.beat(),
    reachable: (yes: boolean) => listener?.reachable(yes),
    become(next: Partial<TargetFacts>) {
      facts = { ...facts, ...next };
    },
    silent() {
      links = [{ cluster: "prod-1", state: "stale", lastHeardAt: new Date(start - 60_000).toISOString() }];
    },
  };
}

describe("the fleet in memory", () => {
  test("an object that changes changes one row, and says so to its page", async () => {
    const { feed, fleet, heard } = await scene();
    await feed(podRow("b1", "set"));
    expect(heard()).toEqual([
      `pods service:${service}:production`,
      `changed service:${service}:production`,
      "rows svc:production",
    ]);
    expect(fleet.model.pods(service, "production").map(({ name }) => name)).toEqual(["b1"]);
    expect(fleet.model.cursor()).toBe(`100.${id}`);
  });

  test("the same object again changes no row", async () => {
    const { feed, heard } = await scene();
    await feed(podRow("b1", "set"));
    heard();
    await feed(podRow("b1", "set"));
    expect(heard()).toEqual([`pods service:${service}:production`, `changed service:${service}:production`]);
  });

  test("a pod that is gone leaves", async () => {
    const { feed, fleet } = await scene();
    await feed(podRow("b1", "set"), podRow("b2", "set"), podRow("b1", "gone"));
    expect(fleet.model.pods(service, "production").map(({ name }) => name)).toEqual(["b2"]);
  });

  test("what is done about a campaign is told to the views of campaigns, once a batch", async () => {
    const { feed, heard } = await scene();
    await feed(row("campaign", {}), row("campaign", {}));
    expect(heard()).toEqual(["changed campaigns"]);
  });

  test("a deployment that changes is read again and told to its page, the list and the counters", async () => {
    const { feed, become, fleet, heard } = await scene();
    become({ deployments: [deployment] });
    await feed(
      row("deployment:d-1", {
        id: "d-1",
        targetId: "t-1",
        service,
        environment: "production",
        state: "progressing",
      }),
    );
    expect(heard().sort()).toEqual(
      [
        "rows svc:production",
        `pods service:${service}:production`,
        `changed service:${service}:production`,
        "changed rollout:d-1",
        "changed rollouts",
        "changed me",
      ].sort(),
    );
    expect(fleet.model.row(service, "production")?.inFlight).toMatchObject({ id: "d-1", phase: "warm" });
  });

  test("pods of a running deployment are news for its page", async () => {
    const { feed, become, heard } = await scene();
    become({ deployments: [deployment] });
    await feed(row("deployment:d-1", { id: "d-1", targetId: "t-1" }));
    heard();
    await feed(podRow("g1", "set"));
    expect(heard()).toContain("changed rollout:d-1");
  });

  test("rows of a form that nobody knows change nothing", async () => {
    const { feed, heard } = await scene();
    await feed(row("obs:prod-1", "?"), row("obs:prod-1", { kind: "Pod" }), row("something:else", {}));
    expect(heard()).toEqual([]);
  });

  test("a cluster that falls silent has no data at once, by its report or by time alone", async () => {
    const byReport = await scene();
    byReport.silent();
    await byReport.feed(row("clusters", {}));
    expect(byReport.health()).toBe("no_data");
    expect(byReport.heard()).toContain("rows svc:production");

    const byTime = await scene();
    byTime.time.now += 31_000;
    await byTime.beat();
    expect(byTime.health()).toBe("no_data");
  });

  test("while Postgres is away rows stay, grow old, and it is said once", async () => {
    const { reachable, events, health, time, fleet } = await scene();
    reachable(false);
    reachable(false);
    expect([health(), fleet.reachable()]).toEqual(["ok", false]);
    time.now += 31_000;
    reachable(false);
    expect(health()).toBe("no_data");
    reachable(true);
    expect(events).toEqual(["away", "back"]);
  });

  test("a revoked session is forgotten; a changed catalog is loaded anew", async () => {
    const { feed, events, heard } = await scene();
    await feed(row("session", {}));
    expect(events).toEqual(["sessions"]);
    await feed(row("catalog", {}));
    expect(heard()).toContain("resync undefined");
  });
});
