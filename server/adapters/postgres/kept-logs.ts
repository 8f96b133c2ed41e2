import { type Kysely, sql } from "kysely";
import type { Color } from "@/contracts/color";
import type { KeptLog } from "@/contracts/kept-log";
import {
  type KeptChoice,
  type KeptLogReads,
  type KeptLogStore,
  type KeptRun,
  runName,
} from "@/server/ports/kept-logs";
import type { Connection } from "./connection";
import type { Database } from "./database-schema";

interface Row {
  namespace: string;
  service: string;
  color: Color | null;
  pod: string;
  uid: string;
  container: string;
  started_at: Date;
  cause: KeptLog["cause"];
  reason: string | null;
  exit_code: number | null;
  ended_at: Date;
  lines: string[];
  problem: string | null;
}

function toRun({ started_at, ended_at, exit_code: exitCode, ...row }: Row): KeptRun {
  return { ...row, exitCode, startedAt: started_at.toISOString(), endedAt: ended_at.toISOString() };
}

/** Where the worker keeps the last lines of containers. */
export function createKeptLogStore(db: Kysely<Database>): KeptLogStore {
  return {
    async known(cluster) {
      const { rows } = await sql<Pick<Row, "uid" | "container" | "started_at">>`
        select uid, container, started_at from kept_log where cluster = ${cluster} and cause = 'crashed'`.execute(
        db,
      );
      return new Set(
        rows.map(({ started_at, ...row }) => runName({ ...row, startedAt: started_at.toISOString() })),
      );
    },
    async keep(cluster, runs) {
      await sql`
        insert into kept_log (cluster, namespace, service, color, pod, uid, container, started_at, cause, reason, exit_code,
          ended_at, lines, problem)
        select ${cluster}, r.namespace, r.service, r.color, r.pod, r.uid, r.container, r."startedAt", r.cause, r.reason,
          r."exitCode", r."endedAt", r.lines, r.problem
        from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as r(namespace text, service text, color text, pod text,
          uid text, container text, "startedAt" timestamptz, cause text, reason text, "exitCode" int, "endedAt" timestamptz,
          lines text[], problem text)
        on conflict (cluster, uid, container, started_at) do update set cause = excluded.cause, reason = excluded.reason,
          exit_code = excluded.exit_code, ended_at = excluded.ended_at, lines = excluded.lines, problem = excluded.problem,
          kept_at = now()
        where cardinality(excluded.lines) > 0 or cardinality(kept_log.lines) = 0`.execute(db);
    },
    async prune() {
      await sql`
        delete from kept_log k using (
          select cluster, uid, container, started_at, row_number() over (
            partition by cluster, namespace, service, cause order by ended_at desc) as place from kept_log) o
        where (k.cluster, k.uid, k.container, k.started_at) = (o.cluster, o.uid, o.container, o.started_at)
          and (o.place > 100 or k.ended_at < now() - interval '14 days')`.execute(db);
    },
  };
}

const chosen = ({ cluster, namespace, service, color, pod, container, since }: KeptChoice) => sql`
  cluster = ${cluster} and namespace = ${namespace} and service = ${service}
  and (${color ?? null}::text is null or color = ${color ?? null}) and (${pod ?? null}::text is null or pod = ${pod ?? null})
  and (${container ?? null}::text is null or container = ${container ?? null})
  and (${since ?? null}::timestamptz is null or ended_at >= ${since ?? null}::timestamptz)`;

/** What was kept of a service. */
export function createKeptLogReads(connection: Connection): KeptLogReads {
  return {
    async list(choice) {
      const { rows } = await sql<Omit<Row, "lines"> & { count: number; kept_at: Date }>`
        select namespace, service, color, pod, uid, container, started_at, cause, reason, exit_code, ended_at, problem,
          kept_at, cardinality(lines) as count
        from kept_log where ${chosen(choice)} order by ended_at desc, pod, container`.execute(connection);
      return rows.map(({ count, kept_at, ...row }) => {
        const { namespace: _n, service: _s, uid: _u, ...run } = toRun({ ...row, lines: [] });
        return { ...run, keptAt: kept_at.toISOString(), lines: count };
      });
    },
    async read(choice, most) {
      const { rows } = await sql<Row>`
        select namespace, service, color, pod, uid, container, started_at, cause, reason, exit_code, ended_at, lines, problem
        from kept_log where ${chosen(choice)} order by ended_at desc, pod, container limit ${most}`.execute(
        connection,
      );
      return rows.map(toRun);
    },
  };
}
