import { healthStates } from "@/contracts/health";
import type { MatrixRow, ServiceRow } from "@/contracts/service";
import { colorStates, servingColor } from "./color-states";
import type { RowFacts, TargetFacts } from "./facts";
import { healthOf } from "./health-of";
import { inFlightOf } from "./in-flight";

function lastChangeOf(target: TargetFacts | undefined): ServiceRow["lastChange"] {
  const newest = target?.deployments.find(
    ({ state }) => !["rejected", "canceled", "superseded"].includes(state),
  );
  if (!newest) return null;
  return {
    at: newest.switchedAt ?? newest.finishedAt ?? newest.createdAt,
    by: newest.requestedBy,
    deploymentId: newest.id,
  };
}

/** One row of the overview. Pure; its cost is the size of the one service, never that of the fleet. */
export function serviceRow(facts: RowFacts, rev: number): ServiceRow {
  const { catalog, target, seen, link } = facts;
  const states = colorStates(facts);
  const inFlight = target ? inFlightOf(target, states) : null;
  const { name, domain, team, owner, onCall, tier, stack, strategy, pool } = catalog;
  return {
    ...{ name, domain, team, owner, onCall, tier, stack, strategy, pool },
    present: target !== undefined,
    ...healthOf(facts, states, inFlight),
    serving: target && strategy === "blueGreen" ? servingColor(target, seen) : null,
    colors: states,
    bounds: target?.bounds ?? null,
    inFlight,
    lastChange: lastChangeOf(target),
    seenAt: target ? link.lastHeardAt : null,
    rev,
  };
}

/** What a service runs in every environment that has it; health is the worst of them. Pure. */
export function matrixRow(name: string, rows: readonly (readonly [string, ServiceRow])[]): MatrixRow {
  const present = rows.filter(([, row]) => row.present);
  const worst = healthStates.find((health) => present.some(([, row]) => row.health === health));
  return {
    name,
    health: worst ?? "ok",
    cells: Object.fromEntries(
      present.map(([environment, { serving, health, colors }]) => [
        environment,
        { serving, health, release: colors.find(({ role }) => role === "serving")?.release ?? null },
      ]),
    ),
  };
}
