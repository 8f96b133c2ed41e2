import type { Kysely } from "kysely";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { seedOnce } from "./seed-once";

describe("the seed of the demo organization", () => {
  let fresh: FreshDatabase;
  let database: Kysely<Database>;
  let tokens: Record<string, string> | null;
  let seconds: number;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url, { max: 2 });
    const started = performance.now();
    tokens = await seedOnce(database, { now: new Date(), profile: "demo" });
    seconds = (performance.now() - started) / 1000;
  }, 60_000);
  afterAll(async () => {
    await database.destroy();
    await fresh.drop();
  });

  const one = async (query: string): Promise<number> => {
    const rows = await sql.raw<{ n: number }>(query).execute(database);
    return Number(rows.rows[0]?.n);
  };

  test.each([
    ["74 services", "select count(*) n from service", 74],
    ["8 domains", "select count(*) n from domain", 8],
    ["5 campaigns", "select count(*) n from campaign", 5],
    ["3 of them confirmed", "select count(*) n from campaign where confirmed_at is not null", 3],
    [
      "none confirmed by who asked",
      "select count(*) n from campaign c join campaign_target t on t.campaign_id = c.id where t.confirmed_by = c.asked_by",
      0,
    ],
    ["11 teams", "select count(*) n from team", 11],
    ["92 accounts", "select count(*) n from account", 92],
    ["367 builds", "select count(*) n from build", 367],
    ["73 services in production", "select count(*) n from target where environment = 'production'", 73],
    [
      "227 standing pods in production",
      "select sum(replicas) n from service_environment where environment = 'production'",
      227,
    ],
    ["93 in beta", "select sum(replicas) n from service_environment where environment = 'beta'", 93],
    ["64 in dev", "select sum(replicas) n from service_environment where environment = 'dev'", 64],
    ["10 in rc", "select sum(replicas) n from service_environment where environment = 'rc'", 10],
    [
      "a success for every target, and it is what runs",
      "select count(*) n from target where stable_deployment_id is not null",
      232,
    ],
    ["61 listed deployments beside them", "select count(*) - 232 n from deployment", 61],
    [
      "a stored plan with the hash of its deployment for each that is not over",
      "select count(*) n from deployment d join plan p on p.id = d.plan_id and p.plan_hash = d.plan_hash",
      3,
    ],
    [
      "one request that waits for approval",
      "select count(*) n from deployment where state = 'awaiting_approval'",
      1,
    ],
    [
      "one candidate that waits for promotion",
      "select count(*) n from deployment where state = 'awaiting_promotion'",
      1,
    ],
    [
      "one that is stuck and kept",
      "select count(*) n from deployment where state = 'progressing' and hold = 'manual'",
      1,
    ],
    ["eight states in all", "select count(distinct state) n from deployment", 8],
    ["36 services on backend-java", "select count(*) n from service where stack = 'backend-java'", 36],
    ["10 scheduled jobs", "select count(*) n from service where strategy = 'cron'", 10],
    ["32 services of tier 1", "select count(*) n from service where tier = 1", 32],
    ["no approver who asked for it", "select count(*) n from approval where approver_id = requester_id", 0],
    [
      "no approver from outside the owner team",
      `select count(*) n from approval a join deployment d on d.id = a.deployment_id join target t on t.id = d.target_id
       join service s on s.name = t.service join team on team.name = s.owner where a.approver_id not in (team.lead, team.deputy)`,
      0,
    ],
    [
      "no approval for another plan than the deployment's",
      "select count(*) n from approval a join deployment d on d.id = a.deployment_id where a.plan_hash <> d.plan_hash",
      0,
    ],
    [
      "no production release from a branch that is not allowed",
      `select count(*) n from deployment d join target t on t.id = d.target_id join build b on b.id = d.build_id
       where t.environment = 'production' and b.branch !~ '^(release|hotfix)/'`,
      0,
    ],
    [
      "no success of a newer build than the one that runs",
      `select count(*) n from deployment d join target t on t.id = d.target_id join build b on b.id = d.build_id
       join deployment s on s.id = t.stable_deployment_id join build sb on sb.id = s.build_id
       where d.state = 'succeeded' and b.number > sb.number and not exists (
         select 1 from deployment r where r.target_id = d.target_id and r.kind = 'rollback' and r.number > d.number)`,
      0,
    ],
    [
      "no deployment in the future",
      "select count(*) n from deployment where created_at > now() or finished_at > now() or switched_at > now()",
      0,
    ],
    [
      "no gap in the transitions",
      "select count(*) n from (select deployment_id, max(seq) m, count(*) c from deployment_transition group by 1) x where m <> c",
      0,
    ],
    [
      "no transition that goes back in time",
      `select count(*) n from (select at, lag(at) over (partition by deployment_id order by seq) before from deployment_transition) x
       where at < before`,
      0,
    ],
    [
      "no state that its last transition does not lead to",
      `select count(*) n from deployment d where d.state <> (select to_state from deployment_transition x
       where x.deployment_id = d.id order by seq desc limit 1)`,
      0,
    ],
    [
      "no target that runs another build than the demo says",
      "select count(*) n from target t join deployment d on d.id = t.stable_deployment_id where d.candidate_color is distinct from t.serving_color",
      0,
    ],
    [
      "no call to a service that does not exist",
      "select count(*) n from service s, unnest(s.calls) c where c not in (select name from service)",
      0,
    ],
    [
      "an archive for every deployment that started",
      "select count(*) n from deployment where bundle_sha256 is null and number > 0 and state = 'succeeded'",
      0,
    ],
  ])("writes %s", async (_sentence, query, expected) => {
    expect(await one(query)).toBe(expected);
  });

  test("runs payment-history-api with b311 in dev and beta and b309 in production", async () => {
    const rows = await sql<{ environment: string; number: number; version: number }>`
      select t.environment, b.number, c.version from target t join deployment d on d.id = t.stable_deployment_id
      join build b on b.id = d.build_id join config_version c on c.id = d.config_version_id
      where t.service = 'payment-history-api' order by t.environment`.execute(database);
    expect(rows.rows).toEqual([
      { environment: "beta", number: 311, version: 10 },
      { environment: "dev", number: 311, version: 16 },
      { environment: "production", number: 309, version: 11 },
    ]);
  });

  test("gives every account a token", () => {
    expect(Object.keys(tokens ?? {})).toHaveLength(92);
    expect(tokens?.["payment-dev-1"]).toMatch(/^svc_[0-9a-f]{12}_/);
  });

  test("imports once", async () => {
    expect(await seedOnce(database, { now: new Date(), profile: "demo" })).toBeNull();
    expect(await one("select count(*) n from service")).toBe(74);
  });

  test("takes seconds, not minutes", () => {
    expect(seconds).toBeLessThan(90);
  });
});
