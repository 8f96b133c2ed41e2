import type { RenderedRecord } from "./bundle-rows";
import type { Row } from "./insert-rows";
import { secondsAfter } from "./seed-context";

function row(
  record: RenderedRecord,
  more: { at: Date; actor: string; action: string; summary: string },
): Row {
  return { via: record.via, subject: `deployment/${record.id}`, ...more };
}

function rowsOf(record: RenderedRecord): Row[] {
  const what = `${record.service.name} ${record.build.tag} to ${record.environment}`;
  const asked = row(record, {
    at: record.createdAt,
    actor: record.requestedBy,
    action: "deployment.request",
    summary: `asked for ${what}`,
  });
  const { decision } = record;
  const decided = decision
    ? [
        row(record, {
          at: decision.at,
          actor: decision.by,
          action: decision.decision === "approved" ? "approval.approve" : "approval.reject",
          summary: `${decision.decision} ${what}`,
        }),
      ]
    : [];
  const moved = record.switchedAt
    ? [
        row(record, {
          at: secondsAfter(record.switchedAt, -4),
          actor: record.requestedBy,
          action: "deployment.promote",
          summary: `promoted ${what}`,
        }),
      ]
    : [];
  return [asked, ...decided, ...(record.environment === "production" ? moved : [])];
}

/** Audit rows of the listed deployments, in the order of their times. */
export function auditRows(records: readonly RenderedRecord[]): Row[] {
  return records
    .filter((record) => record.listed !== null)
    .flatMap(rowsOf)
    .sort((a, b) => (a["at"] as Date).getTime() - (b["at"] as Date).getTime());
}
