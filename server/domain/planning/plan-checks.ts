import { isExclusive } from "@/contracts/deployment-state";
import type { PlanCheck } from "@/contracts/plan";
import type { Refusal } from "@/contracts/problem";
import { branchAllowed } from "./branch-rule";
import { configProblem } from "./config-check";
import { freezeRefusal } from "./freeze";
import type { PlanFacts } from "./plan-facts";
import { podCapacity } from "./pod-capacity";
import { versionOf } from "./release-name";

type Check = (facts: PlanFacts) => PlanCheck;

const passed = (id: string, sentence: string): PlanCheck => ({ id, outcome: "passed", sentence });
const blocked = (id: string, refusal: Refusal): PlanCheck => ({
  id,
  outcome: "blocked",
  sentence: refusal.reason,
  refusal,
});
const warning = (id: string, sentence: string): PlanCheck => ({ id, outcome: "warning", sentence });

/** The build took its way here before: what changes is something else. */
const isLiveBuild = ({ live, release }: PlanFacts): boolean => live?.release.tag === release.build.tag;

const branch: Check = (facts) => {
  const { target, release } = facts;
  if (isLiveBuild(facts)) return passed("branch", "This build is live here already.");
  const { branch: name } = release.build;
  if (branchAllowed(name, target.branches))
    return passed("branch", `Branch ${name} may go to ${target.environment}.`);
  const reason = `Branch ${name} may not go to ${target.environment}: only ${target.branches.join(", ")}.`;
  return blocked("branch", { code: "branch_not_allowed", reason });
};

const previous: Check = (facts) => {
  const { target, release, successes } = facts;
  if (isLiveBuild(facts)) return passed("previous", "This build is live here already.");
  if (target.promoteFrom === null)
    return passed("previous", `Nothing has to pass before ${target.environment}.`);
  const success = successes.find((candidate) => candidate.environment === target.promoteFrom);
  if (success) return passed("previous", `Succeeded in ${success.environment} as R-${success.ref}.`);
  const reason = `${target.service} ${versionOf(release.build.tag)} has not succeeded in ${target.promoteFrom}. Deploy it there first.`;
  return blocked("previous", { code: "not_succeeded_in_previous", reason });
};

const image: Check = ({ image: answer, release, target }) => {
  const name = `${target.service}:${release.build.tag}`;
  if (answer.state === "missing") {
    return blocked("image", {
      code: "image_missing",
      reason: `Image ${name} is not in the registry. Check whether CI pushed it.`,
    });
  }
  if (answer.state === "unknown") {
    return blocked("image", {
      code: "unavailable",
      reason: `The registry did not say whether ${name} is there (${answer.message}). Try again.`,
    });
  }
  if (answer.digest === release.build.digest) return passed("image", "The image is in the registry.");
  const reason = `The tag ${release.build.tag} now names another image than the registered one. Build again under a new tag.`;
  return blocked("image", { code: "digest_mismatch", reason });
};

const config: Check = ({ target, release }) => {
  const problem = configProblem(release.config, { keys: target.configKeys, safeKeys: target.safeConfigKeys });
  if (problem) return blocked("config", problem);
  const has = `Config ${release.config.version} has every key that the stack needs.`;
  const behind = release.newerBase
    ? ` It is older than base ${release.newerBase}: a new version takes that over.`
    : "";
  return passed("config", has + behind);
};

const template: Check = ({ target }) => {
  const name = `${target.template.name}@${target.template.number}`;
  if (target.template.state !== "deprecated") return passed("template", `Template ${name} is published.`);
  return blocked("template", {
    code: "template_deprecated",
    reason: `Template ${name} may not be used any more.`,
  });
};

/** Id of the check that a queued request may ignore. */
export const busyCheck = "busy";

const busy: Check = ({ open, target }) => {
  const holder =
    open.find((record) => isExclusive(record.state)) ?? open.find((record) => record.state === "queued");
  if (!holder) return passed(busyCheck, "Nothing else changes this target.");
  const waits =
    holder.state === "awaiting_promotion"
      ? " and waits for a person"
      : holder.hold === "manual"
        ? " and is kept for a person to look at"
        : "";
  const reason = `R-${holder.ref} by ${holder.requestedBy} is changing ${target.service} in ${target.environment}${waits}. Wait, queue behind it, or abort it.`;
  return blocked(busyCheck, { code: "deployment_in_progress", reason, whoCan: [holder.requestedBy] });
};

/** Id of the check that a queued request may ignore: it waits for the end of the freeze. */
export const freezeCheck = "freeze";

const freeze: Check = ({ freeze: window, releaseManagers }) =>
  window === null
    ? passed(freezeCheck, "No freeze.")
    : blocked(freezeCheck, freezeRefusal(window, releaseManagers));

const change: Check = ({ live, planHash, target }) => {
  if (!live || live.planHash !== planHash) return passed("change", "Something changes.");
  const reason = `${target.environment} runs exactly this already. Restart it, or choose another build or config.`;
  return blocked("change", { code: "nothing_to_change", reason });
};

const approver: Check = ({ target, approvers }) => {
  if (target.approvals === 0) return passed("approver", "No approval is needed.");
  if (approvers.length >= target.approvals) return passed("approver", `${approvers.join(", ")} may approve.`);
  return blocked("approver", {
    code: "four_eyes",
    reason: "Everybody who could approve this took part in it. Another person has to ask.",
  });
};

const capacity: Check = ({ target, quotas }) => {
  const room = podCapacity(target, quotas);
  if (!room) return passed("capacity", "No quota stands in the way.");
  if (room.fits)
    return passed(
      "capacity",
      `The quota has room for ${room.wanted} more ${room.wanted === 1 ? "pod" : "pods"}.`,
    );
  return warning(
    "capacity",
    `${room.wanted} more pods need ${room.needed} ${room.resource}, the quota has ${room.free} left.`,
  );
};

const existing: Check = ({ target }) =>
  target.retired
    ? blocked("service", {
        code: "wrong_state",
        reason: `${target.service} is retired: nothing is released any more.`,
      })
    : passed("service", "The service is active.");

const checks: readonly Check[] = [
  existing,
  branch,
  previous,
  image,
  config,
  template,
  freeze,
  busy,
  change,
  approver,
  capacity,
];

/** Every check of a plan, in the order in which a refusal is told. Pure and total. */
export function planChecks(facts: PlanFacts): PlanCheck[] {
  const listed = facts.release.kind === "restart" ? checks.filter((check) => check !== change) : checks;
  return listed.map((check) => check(facts));
}

/** The first refusal of a plan; undefined when nothing stands in the way. */
export function firstRefusal(
  list: readonly PlanCheck[],
  ignored: readonly string[] = [],
): Refusal | undefined {
  return list.find((check) => check.outcome === "blocked" && !ignored.includes(check.id))?.refusal;
}
