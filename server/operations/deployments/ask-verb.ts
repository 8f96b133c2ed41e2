import { type ChangeAnswer, type DeploymentVerb, verbSchema } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { mayApply } from "@/server/domain/deployment-view/verbs";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { Ask } from "@/server/ports/deployment-ledger";
import type { Stores } from "@/server/ports/unit-of-work";
import { loadForChange } from "./load-deployment";
import { changed, named, recordChange } from "./record-change";

/** Which deployment, and the body of a verb. */
export interface VerbInput {
  id: string;
  body: unknown;
}

/** A verb that only leaves a wish on the row: the engine takes it up. */
export interface VerbSpec {
  verb: DeploymentVerb;
  ask: Ask;
  action: string;
  /** "asked to abort". */
  did: string;
}

/** Records the wish in the version that was loaded; the row is locked, so only the engine could be ahead. */
export async function leaveAsk(
  stores: Stores,
  actor: Actor,
  wish: { record: DeploymentRecord; spec: VerbSpec; reason: string },
): Promise<ChangeAnswer> {
  const { record, spec, reason } = wish;
  const won = await stores.deployments.ask(record.id, spec.ask, {
    by: actor.account,
    version: record.version,
  });
  if (!won) refuse("conflict", `R-${record.ref} has moved on since you looked.`);
  return recordChange(stores, actor, {
    deployment: changed(record),
    entry: {
      action: spec.action,
      summary: `${spec.did} ${named(record)}${reason ? `: ${reason}` : ""}`,
      before: { state: record.state, version: record.version },
      after: { asked: spec.ask, by: actor.account, reason },
    },
  });
}

/** An operation that checks a verb and leaves its wish. Repeating it is refused with who was first. */
export function makeAskVerb(ports: OperationPorts, spec: VerbSpec) {
  return async (actor: Actor, input: VerbInput): Promise<ChangeAnswer> => {
    const body = parseInput(verbSchema, input.body ?? {});
    return ports.work.change(async (stores) => {
      const record = await loadForChange(stores, { id: input.id, version: body.version });
      demand(mayApply(spec.verb, { actor, record, now: await stores.now() }));
      return leaveAsk(stores, actor, { record, spec, reason: body.reason });
    });
  };
}
