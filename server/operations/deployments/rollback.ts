import { type ChangeAnswer, verbSchema } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { mayApply } from "@/server/domain/deployment-view/verbs";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { VerbInput } from "./ask-verb";
import { insertRollback } from "./insert-rollback";
import { loadDeployment, loadForChange } from "./load-deployment";

/** A missing image stops a rollback; a silent registry does not, because going back must not wait for it. */
async function refuseWhenGone(ports: OperationPorts, source: DeploymentRecord): Promise<void> {
  if (source.id === source.target.standbyDeploymentId) return;
  const build = await ports.work.read.builds.byId(source.release.buildId);
  if (!build) return;
  const answer = await ports.registry.resolve({
    repository: build.repository,
    reference: source.release.digest,
  });
  if (answer.state === "missing")
    refuse("image_missing", `Image ${build.service}:${build.tag} is not in the registry any more.`);
}

/** A new deployment that replays the archive of an earlier success, byte for byte except its color. */
export function makeRollback(ports: OperationPorts) {
  return async (actor: Actor, input: VerbInput): Promise<ChangeAnswer> => {
    const body = parseInput(verbSchema, input.body ?? {});
    await refuseWhenGone(ports, await loadDeployment(ports.work.read, input.id));
    return ports.work.change(async (stores) => {
      const source = await loadForChange(stores, { id: input.id, version: body.version });
      const stable = source.target.stableDeploymentId
        ? await stores.deployments.byId(source.target.stableDeploymentId)
        : undefined;
      const answer = mayApply("rollback", { actor, record: source, now: await stores.now() });
      const own = stable && { ...source, requestedBy: stable.requestedBy, switchedAt: stable.switchedAt };
      demand(
        answer.allowed || !own
          ? answer
          : mayApply("rollback", { actor, record: own, now: await stores.now() }),
      );
      return insertRollback(ports, stores, { actor, source, reason: body.reason });
    });
  };
}
