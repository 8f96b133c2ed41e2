import type { Need } from "@/contracts/me";
import type { ServiceRow } from "@/contracts/service";
import type { Actor } from "@/server/domain/access/actor";
import { approvalBoxesOf } from "@/server/operations/approvals/list";
import type { OperationPorts } from "@/server/operations/operation-ports";

const mostCards = 12;

function concerns(actor: Actor, row: ServiceRow): boolean {
  return actor.memberships.some(({ team }) => team === row.team || team === row.owner || team === row.onCall);
}

function serviceLink(row: ServiceRow, environment: string) {
  return { label: "Open service", href: `/s/${row.name}/${environment}` };
}

function needOf(row: ServiceRow, environment: string): Need | null {
  const { inFlight } = row;
  const rollout = inFlight && { label: "Open rollout", href: `/r/${inFlight.id}` };
  const links = rollout ? [rollout, serviceLink(row, environment)] : [serviceLink(row, environment)];
  const title = `${row.name}, ${environment}`;
  if (inFlight?.state === "awaiting_promotion" && inFlight.hold === "none") {
    return {
      kind: "waiting_switch",
      title,
      sentence: inFlight.sentence,
      links: [{ label: "Review switch", href: `/r/${inFlight.id}` }],
    };
  }
  if (inFlight && inFlight.hold !== "none")
    return { kind: "stuck", title, sentence: row.sentence ?? inFlight.sentence, links };
  if (row.health === "failing") return { kind: "failing", title, sentence: row.sentence ?? "Failing", links };
  if (row.health === "look") return { kind: "look", title, sentence: row.sentence ?? "Needs a look", links };
  return null;
}

const order: readonly Need["kind"][] = ["failing", "stuck", "waiting_switch", "approval", "look"];

/** What waits for this person, most urgent first: failing services of their teams, switches, approvals. */
export function makeNeeds(ports: OperationPorts) {
  return async (actor: Actor, input: { environment: string }): Promise<Need[]> => {
    const { read } = ports.work;
    const boxes = await approvalBoxesOf(read, actor);
    const rows = ports.fleet
      .rows(input.environment)
      .filter((row) => concerns(actor, row))
      .flatMap((row) => needOf(row, input.environment) ?? []);
    const waiting = boxes.mine.length;
    const approvals: Need[] =
      waiting === 0
        ? []
        : [
            {
              kind: "approval",
              title: waiting === 1 ? "1 approval" : `${waiting} approvals`,
              sentence: boxes.mine
                .map((record) => `${record.ownership.service} by ${record.requestedBy}`)
                .join(", "),
              links: [{ label: "Open inbox", href: "/approvals" }],
            },
          ];
    const needs = [...rows, ...approvals].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    return needs.slice(0, mostCards);
  };
}
