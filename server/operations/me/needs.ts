import type { Need } from "@/contracts/me";
import type { InFlight, ServiceRow } from "@/contracts/service";
import type { Actor } from "@/server/domain/access/actor";
import { approvalBoxesOf } from "@/server/operations/approvals/list";
import { scalingBoxesOf } from "@/server/operations/approvals/scaling-requests";
import type { OperationPorts } from "@/server/operations/operation-ports";

const mostCards = 12;

function concerns(actor: Actor, row: ServiceRow): boolean {
  return actor.memberships.some(({ team }) => team === row.team || team === row.owner || team === row.onCall);
}

function serviceLink(row: ServiceRow, environment: string) {
  return { label: "Open service", href: `/s/${row.name}/${environment}` };
}

/** A rollout that stands still needs a person: to switch, or to look why. */
function needOfRollout(row: ServiceRow, rollout: InFlight): Pick<Need, "kind" | "sentence"> | null {
  if (rollout.hold !== "none") return { kind: "stuck", sentence: row.sentence ?? rollout.sentence };
  return rollout.state === "awaiting_promotion"
    ? { kind: "waiting_switch", sentence: rollout.sentence }
    : null;
}

function needOfHealth(row: ServiceRow): Pick<Need, "kind" | "sentence"> | null {
  if (row.health === "failing") return { kind: "failing", sentence: row.sentence ?? "Failing" };
  return row.health === "look" ? { kind: "look", sentence: row.sentence ?? "Needs a look" } : null;
}

function linksOf(row: ServiceRow, environment: string, kind: Need["kind"]): Need["links"] {
  const service = serviceLink(row, environment);
  if (!row.inFlight) return [service];
  const href = `/r/${row.inFlight.id}`;
  return kind === "waiting_switch"
    ? [{ label: "Review switch", href }]
    : [{ label: "Open rollout", href }, service];
}

function needOf(row: ServiceRow, environment: string): Need | null {
  const need = (row.inFlight && needOfRollout(row, row.inFlight)) ?? needOfHealth(row);
  return (
    need && { ...need, title: `${row.name}, ${environment}`, links: linksOf(row, environment, need.kind) }
  );
}

const order: readonly Need["kind"][] = ["failing", "stuck", "waiting_switch", "approval", "look"];

/** What waits for this person, most urgent first: failing services of their teams, switches, approvals. */
export function makeNeeds(ports: OperationPorts) {
  return async (actor: Actor, input: { environment: string }): Promise<Need[]> => {
    const { read } = ports.work;
    const boxes = await approvalBoxesOf(read, actor);
    // What waits for this person's approval has its own card.
    const asked = new Set(boxes.mine.map((record) => record.id));
    const rows = ports.fleet
      .rows(input.environment)
      .filter((row) => concerns(actor, row) && !asked.has(row.inFlight?.id ?? ""))
      .flatMap((row) => needOf(row, input.environment) ?? []);
    const scaling = await scalingBoxesOf(read, actor);
    const asks = [
      ...boxes.mine.map((record) => `${record.ownership.service} by ${record.requestedBy}`),
      ...scaling.mine.map(({ service, change }) => `bounds of ${service} by ${change.requestedBy}`),
    ];
    const waiting = asks.length;
    const approvals: Need[] =
      waiting === 0
        ? []
        : [
            {
              kind: "approval",
              title: waiting === 1 ? "1 approval" : `${waiting} approvals`,
              sentence: asks.join(", "),
              links: [{ label: "Open inbox", href: "/approvals" }],
            },
          ];
    const needs = [...rows, ...approvals].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    return needs.slice(0, mostCards);
  };
}
