import type { BuildChoice } from "@/contracts/plan";
import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { allowed, mayDo, refused } from "@/server/domain/access/eligibility";
import { branchAllowed } from "@/server/domain/planning/branch-rule";
import { versionOf } from "@/server/domain/planning/release-name";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { SuccessFacts } from "@/server/ports/deployment-ledger";
import type { BuildRecord } from "@/server/ports/release-store";

/** What the rules of an environment say about a build before anything is rendered; the plan says the rest. */
function ruled(target: TargetRecord, build: BuildRecord, successes: readonly SuccessFacts[]): Eligibility {
  const { branches, promoteFrom } = target.environment;
  const { environment } = target.place;
  if (!branchAllowed(build.branch, branches)) {
    return refused(
      "branch_not_allowed",
      `Branch ${build.branch} may not go to ${environment}: only ${branches.join(", ")}.`,
    );
  }
  if (promoteFrom !== null && !successes.some((success) => success.environment === promoteFrom)) {
    return refused(
      "not_succeeded_in_previous",
      `${target.service} ${versionOf(build.tag)} has not succeeded in ${promoteFrom}. Deploy it there first.`,
    );
  }
  return allowed;
}

/** Builds for the deploy dialog, newest first, each with where it runs, where it succeeded and whether it may be picked. */
export function makeListBuilds(ports: OperationPorts) {
  return async (actor: Actor, input: { service: string; environment: string }): Promise<BuildChoice[]> => {
    const { read } = ports.work;
    const target = await findTarget(read, input.service, input.environment);
    const role = mayDo(actor, "deploy.request", { resource: target, now: await read.now() });
    const [builds, environments] = await Promise.all([
      read.builds.list(target.service, 50),
      read.catalog.environments(),
    ]);
    const running = environments.map(({ name }) => ({
      name,
      tag: ports.fleet.row(target.service, name)?.colors.find(({ role: of }) => of === "serving")?.release
        ?.tag,
    }));
    const choices = builds.map(async (build): Promise<BuildChoice> => {
      const successes = await read.deployments.successesOf(target.service, build.digest);
      return {
        id: build.id,
        number: build.number,
        tag: build.tag,
        version: versionOf(build.tag),
        branch: build.branch,
        commit: build.commit,
        digest: build.digest,
        builtAt: new Date(build.builtAt).toISOString(),
        runningIn: running.filter(({ tag }) => tag === build.tag).map(({ name }) => name),
        succeededIn: successes.map((success) => ({
          environment: success.environment,
          at: new Date(success.at).toISOString(),
        })),
        eligible: role.allowed ? ruled(target, build, successes) : role,
      };
    });
    return Promise.all(choices);
  };
}
