import { describe, expect, test } from "vitest";
import type { Finding } from "@/contracts/finding";
import { aPolicy, testNow } from "@/server/testing/a-rollout";
import {
  applied,
  by,
  check,
  decide,
  green,
  later,
  noAsks,
  parts,
  prepared,
  sized,
  table,
} from "@/server/testing/decision-table";
import { seen } from "@/server/testing/seen";
import type { Rollout } from "./state";

const approvals = { required: 1, given: 0, lastBy: null, rejectedBy: null, expiresAt: null };
const doomed = (rule: string): Finding => ({
  rule,
  class: "doomed",
  sentence: "1 of 1 pods crash at start: exit 1.",
  evidence: [],
  nextStep: "",
  subjects: [],
  count: 1,
  of: 1,
});
const held = (state: Rollout["state"]): Partial<Rollout> => ({
  ...prepared,
  state,
  hold: "manual",
  holdReason: "It crashes.",
  memory: { holdSince: testNow },
});

table("before the lock", [
  {
    says: "goes to the queue when nobody has to approve",
    rollout: { state: "requested" },
    seen: "blind",
    next: "queued",
  },
  {
    says: "waits for an approval where one is needed",
    rollout: { state: "requested", approvals },
    seen: "blind",
    next: "awaiting_approval",
  },
  {
    says: "waits while nobody decided",
    rollout: { state: "awaiting_approval", approvals },
    seen: "blind",
    next: "awaiting_approval",
    because: /one person/,
  },
  {
    says: "goes on with the approver's name",
    rollout: { state: "awaiting_approval", approvals: { ...approvals, given: 1, lastBy: "payment-lead" } },
    seen: "blind",
    next: "queued",
    actor: "payment-lead",
  },
  {
    says: "ends when an approver rejects",
    rollout: { state: "awaiting_approval", approvals: { ...approvals, rejectedBy: "payment-lead" } },
    seen: "blind",
    next: "rejected",
    actor: "payment-lead",
  },
  {
    says: "expires when nobody decides in time",
    rollout: { state: "awaiting_approval", approvals, stateDeadlineAt: testNow },
    seen: "blind",
    next: "canceled",
    because: /in time/,
  },
  {
    says: "cancel wins over an approval",
    rollout: {
      state: "awaiting_approval",
      approvals: { ...approvals, given: 1 },
      asks: { ...noAsks, cancel: by("dev") },
    },
    seen: "blind",
    next: "canceled",
    actor: "dev",
  },
  {
    says: "a newer request supersedes one that waits",
    rollout: { state: "queued", supersededBy: "other" },
    seen: "blind",
    next: "superseded",
  },
  {
    says: "waits for the lock and says whose it is",
    rollout: { state: "queued", lockHolder: { id: "x", number: 7, state: "verifying" } },
    seen: "blind",
    next: "queued",
    because: /deployment 7/,
  },
  {
    says: "waits behind an older request",
    rollout: { state: "queued", ahead: { id: "x", number: 6, state: "queued" } },
    seen: "blind",
    next: "queued",
    because: /behind deployment 6/,
  },
  {
    says: "waits for the end of a freeze",
    rollout: { state: "queued", frozen: "campaign" },
    seen: "blind",
    next: "queued",
    because: /campaign/,
  },
  {
    says: "leaves the queue when it waited too long",
    rollout: { state: "queued", stateDeadlineAt: testNow },
    seen: "blind",
    next: "canceled",
  },
  {
    says: "takes the lock when the target is free",
    rollout: { state: "queued" },
    next: "rendering",
    because: /green will carry/,
  },
  {
    says: "a first deployment goes to blue",
    rollout: { state: "queued" },
    seen: { serving: "no service", blue: null },
    next: "rendering",
    because: /blue will carry/,
  },
  {
    says: "does not start on a Service that selects something foreign",
    rollout: { state: "queued" },
    seen: { serving: "elsewhere" },
    next: "queued",
    because: /not ours/,
  },
  {
    says: "does not start on a silent cluster",
    rollout: { state: "queued" },
    seen: "silence",
    next: "queued",
  },
  {
    says: "a rollback to the warm standby needs no preparation",
    rollout: { state: "queued", kind: "rollback", standbyDeploymentId: "s" },
    seen: { green: { wanted: 2 } },
    next: "matching_capacity",
  },
  {
    says: "a rollback whose standby is gone takes the long way",
    rollout: { state: "queued", kind: "rollback", standbyDeploymentId: "s" },
    seen: { green: { wanted: 0 } },
    next: "rendering",
  },
]);

table("rendering and dry run", [
  {
    says: "goes on when the bundle is the approved plan",
    rollout: { state: "rendering", rendered: { ok: true, planHash: "plan", bundleSha256: "b" } },
    seen: "blind",
    next: "dry_running",
  },
  {
    says: "needs a new approval when the plan changed",
    rollout: { state: "rendering", rendered: { ok: true, planHash: "other", bundleSha256: "b" } },
    seen: "blind",
    next: "awaiting_approval",
    because: /do not count/,
  },
  {
    says: "gives up when the plan never settles",
    rollout: {
      state: "rendering",
      memory: { replans: 3 },
      rendered: { ok: true, planHash: "other", bundleSha256: "b" },
    },
    seen: "blind",
    next: "failed",
  },
  {
    says: "fails when nothing can be rendered",
    rollout: { state: "rendering", rendered: { ok: false, class: "config", rule: "t", sentence: "No." } },
    seen: "blind",
    next: "failed",
    because: /No\./,
  },
  {
    says: "cancel while rendering leaves nothing behind",
    rollout: { state: "rendering", asks: { ...noAsks, cancel: by("dev") } },
    seen: "blind",
    next: "canceled",
  },
  { says: "waits for the dry run", rollout: { state: "dry_running" }, next: "dry_running" },
  {
    says: "goes on when the API server accepts every object",
    rollout: { state: "dry_running" },
    dryRun: [{ object: "a", outcome: "created" }],
    next: "applying",
  },
  {
    says: "an object that cannot be checked is said, not refused",
    rollout: { state: "dry_running" },
    dryRun: [{ object: "a", outcome: "not_checkable", message: "" }],
    next: "applying",
    because: /1 could not be checked/,
  },
  {
    says: "fails with the server's words when one is refused",
    rollout: { state: "dry_running" },
    dryRun: [{ object: "a", outcome: "refused", status: 422, reason: "Invalid", message: "no cpu" }],
    next: "failed",
    because: /no cpu/,
  },
]);

table("applying", [
  {
    says: "waits for the archived objects",
    rollout: { state: "applying" },
    next: "applying",
    because: /archived/,
  },
  {
    says: "asks for the size first",
    rollout: { state: "applying", parts },
    next: "applying",
    because: /starts with one pod/,
  },
  {
    says: "claims the fence before anything else",
    rollout: { ...prepared, state: "applying" },
    seen: { fence: 1 },
    next: "applying",
    effect: "E1",
  },
  {
    says: "claims the fence again when somebody removed it",
    rollout: { ...prepared, state: "applying" },
    seen: { fence: null },
    next: "applying",
    effect: "E1",
  },
  {
    says: "creates the ConfigMap",
    rollout: { ...prepared, state: "applying", confirmed: [] },
    next: "applying",
    effect: applied[0] ?? "",
  },
  {
    says: "removes a left-over autoscaler of the idle color",
    rollout: { ...prepared, state: "applying" },
    seen: { green: { wanted: 2, release: "0", bundle: "bundle-0", hpa: { min: 2, max: 2 } } },
    next: "applying",
    effect: "E4:hpa",
  },
  {
    says: "ends the pods of an older standby",
    rollout: { ...prepared, state: "applying" },
    seen: { green: { wanted: 2, release: "0", bundle: "bundle-0" } },
    next: "applying",
    effect: "E4:park",
  },
  {
    says: "creates the workload",
    rollout: { ...prepared, state: "applying" },
    next: "applying",
    effect: "E5",
  },
  {
    says: "gives the idle workload the new bundle",
    rollout: { ...prepared, state: "applying" },
    seen: { green: { wanted: 0, release: "0", bundle: "bundle-0" } },
    next: "applying",
    effect: "E5",
  },
  {
    says: "starts the preview pods",
    rollout: { ...prepared, state: "applying" },
    seen: { green: { wanted: 0 } },
    next: "applying",
    effect: "E4",
  },
  {
    says: "points the preview Service at this release",
    rollout: { ...prepared, state: "applying" },
    seen: { green: { wanted: 1 }, previewRelease: "old" },
    next: "applying",
    effect: "E6",
  },
  {
    says: "is done when the cluster is as wanted",
    rollout: { ...prepared, state: "applying" },
    seen: { green: { wanted: 1, ready: 0 } },
    next: "progressing",
  },
  {
    says: "never touches a color that serves",
    rollout: { ...prepared, state: "applying" },
    seen: { serving: "green", green: { wanted: 1 } },
    next: "applying",
    hold: "drift",
  },
  {
    says: "stops when another Service selects the idle color",
    rollout: { ...prepared, state: "applying" },
    seen: { overrides: { otherServicesSelecting: [{ name: "legacy", color: "green" }] } },
    next: "applying",
    because: /legacy/,
  },
  {
    says: "cleans up when the API server refuses an object for good",
    rollout: { ...prepared, state: "applying", memory: { fatal: { message: "invalid", class: "config" } } },
    next: "cleaning_up",
  },
  {
    says: "holds when our rights do not reach",
    rollout: {
      ...prepared,
      state: "applying",
      memory: { refused: { message: "cannot patch", at: testNow } },
    },
    next: "applying",
    hold: "credentials",
  },
]);

table("progressing", [
  {
    says: "waits while one green pod is not ready",
    rollout: { ...prepared, state: "progressing", previewSize: 2 },
    seen: { green: { wanted: 2, ready: 1 } },
    next: "progressing",
    because: /Green has 1 of 2 pods ready/,
  },
  {
    says: "does not believe a status of an older generation",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 1, staleGeneration: true } },
    next: "progressing",
    because: /not looked at the change/,
  },
  {
    says: "goes to the checks when all pods are ready",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 1 } },
    next: "checking",
  },
  {
    says: "more pods than asked for are left alone",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 4 } },
    next: "checking",
  },
  {
    says: "starts pods again that somebody took away",
    rollout: { ...prepared, state: "progressing", previewSize: 2 },
    seen: { green: { wanted: 1 } },
    next: "progressing",
    effect: "E4",
  },
  {
    says: "applies the candidate again when somebody deleted it",
    rollout: { ...prepared, state: "progressing" },
    next: "progressing",
    effect: "E5",
  },
  {
    says: "applies an edited template again",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 1, bundle: "edited" } },
    next: "progressing",
    effect: "E5",
  },
  {
    says: "does not fight with somebody who edits it again and again",
    rollout: { ...prepared, state: "progressing", memory: { reapplied: 2 } },
    seen: { green: { wanted: 1, bundle: "edited" } },
    next: "progressing",
    hold: "drift",
  },
  {
    says: "creates a deleted ConfigMap again",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 1 }, overrides: { configMaps: [] } },
    next: "progressing",
    effect: applied[0] ?? "",
  },
  {
    says: "creates a deleted PodDisruptionBudget again",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 1 }, overrides: { podDisruptionBudgets: [] } },
    next: "progressing",
    effect: "E3:PodDisruptionBudget/payment-history-api-green",
  },
  {
    says: "holds when somebody paused the workload",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 1, paused: true } },
    next: "progressing",
    hold: "drift",
    because: /paused/,
  },
  {
    says: "ends a doomed candidate at once in a protected environment",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 1, ready: 0 } },
    findings: [doomed("Q-F3")],
    next: "cleaning_up",
    because: /crash at start/,
  },
  {
    says: "keeps a crashing candidate for a person where the environment says so",
    rollout: { ...prepared, state: "progressing", policy: aPolicy({ failureHoldMs: 1000 }) },
    seen: { green: { wanted: 1, ready: 0 } },
    findings: [doomed("Q-F3")],
    next: "progressing",
    hold: "manual",
  },
  {
    says: "never keeps an image that does not exist",
    rollout: { ...prepared, state: "progressing", policy: aPolicy({ failureHoldMs: 1000 }) },
    seen: { green: { wanted: 1, ready: 0 } },
    findings: [doomed("Q-E1")],
    next: "cleaning_up",
  },
  {
    says: "gives up without progress, whatever Kubernetes says",
    rollout: { ...prepared, state: "progressing" },
    seen: { green: { wanted: 1, ready: 0 } },
    now: later(601_000),
    next: "cleaning_up",
  },
  {
    says: "its clock stands still during a hold",
    rollout: { ...prepared, state: "progressing", stateDeadlineAt: later(1000), pausedMs: 60_000 },
    seen: { green: { wanted: 1, ready: 0 } },
    now: later(30_000),
    next: "progressing",
  },
  {
    says: "a kept candidate waits for a person",
    rollout: held("progressing"),
    seen: { green: { wanted: 1, ready: 0 } },
    next: "progressing",
    because: /It crashes/,
  },
  {
    says: "a kept candidate ends when its time is over",
    rollout: { ...held("progressing"), stateDeadlineAt: testNow },
    seen: { green: { wanted: 1, ready: 0 } },
    next: "cleaning_up",
  },
  {
    says: "abort takes a kept candidate down",
    rollout: { ...held("progressing"), asks: { ...noAsks, cancel: by("oncall") } },
    next: "cleaning_up",
    actor: "oncall",
  },
  {
    says: "retry takes the old pods away first",
    rollout: { ...prepared, state: "progressing", memory: { restarting: true } },
    seen: { green: { wanted: 1, ready: 0 } },
    next: "progressing",
    effect: "E4:retry",
  },
  {
    says: "retry releases the hold",
    rollout: { ...held("progressing"), asks: { ...noAsks, retry: by("dev") } },
    seen: { green: { wanted: 1, ready: 0 } },
    next: "progressing",
    hold: "none",
    actor: "dev",
  },
  {
    says: "a person may end a kept candidate as failed",
    rollout: { ...held("progressing"), asks: { ...noAsks, finish: by("dev") } },
    next: "cleaning_up",
    actor: "dev",
  },
]);

table("checking", [
  {
    says: "asks the candidate through the preview Service",
    rollout: { ...prepared, state: "checking" },
    seen: { green: { wanted: 1 } },
    next: "checking",
    effect: "E7",
  },
  {
    says: "one pass is not enough",
    rollout: { ...prepared, state: "checking", memory: { checkPasses: 1 } },
    seen: { green: { wanted: 1 } },
    next: "checking",
    effect: "E7",
  },
  {
    says: "goes on after consecutive passes",
    rollout: { ...prepared, state: "checking", memory: { checkPasses: 2 } },
    seen: { green: { wanted: 1 } },
    next: "matching_capacity",
  },
  {
    says: "waits for a person where the environment does not promote by itself",
    rollout: {
      ...prepared,
      state: "checking",
      policy: aPolicy({ autoPromote: false }),
      memory: { checkPasses: 2 },
    },
    seen: { green: { wanted: 1 } },
    next: "awaiting_promotion",
  },
  {
    says: "a service without requests has nothing to check",
    rollout: { ...prepared, state: "checking", policy: aPolicy({ check: null }) },
    seen: { green: { wanted: 1 } },
    next: "matching_capacity",
  },
  {
    says: "ends after repeated failures",
    rollout: { ...prepared, state: "checking", memory: { checkFailures: 3, checkMessage: "503" } },
    seen: { green: { wanted: 1 } },
    next: "cleaning_up",
    because: /503/,
  },
  {
    says: "no verdict is a hold, not a pass",
    rollout: { ...prepared, state: "checking", stateDeadlineAt: testNow },
    seen: { green: { wanted: 1 } },
    next: "checking",
    hold: "environment",
  },
]);

table("awaiting promotion", [
  {
    says: "waits for a person",
    rollout: { ...prepared, state: "awaiting_promotion" },
    seen: { green: { wanted: 1 } },
    next: "awaiting_promotion",
    because: /waits for a person/,
  },
  {
    says: "goes on when a person promotes",
    rollout: { ...prepared, state: "awaiting_promotion", asks: { ...noAsks, promote: by("dev") } },
    seen: { green: { wanted: 1 } },
    next: "matching_capacity",
    actor: "dev",
  },
  {
    says: "a promotion waits for the end of a freeze",
    rollout: {
      ...prepared,
      state: "awaiting_promotion",
      frozen: "production is frozen.",
      asks: { ...noAsks, promote: by("lead") },
    },
    seen: { green: { wanted: 1 } },
    next: "awaiting_promotion",
    because: /frozen/,
  },
  {
    says: "does not promote a candidate that is not ready any more",
    rollout: { ...prepared, state: "awaiting_promotion", asks: { ...noAsks, promote: by("dev") } },
    seen: { green: { wanted: 1, ready: 0 } },
    next: "awaiting_promotion",
  },
  {
    says: "abort wins over promote",
    rollout: {
      ...prepared,
      state: "awaiting_promotion",
      asks: { ...noAsks, promote: by("dev"), cancel: by("oncall") },
    },
    seen: { green: { wanted: 1 } },
    next: "cleaning_up",
    actor: "oncall",
  },
  {
    says: "keeps its hold while the room is missing",
    rollout: { ...sized, state: "awaiting_promotion", hold: "capacity", holdReason: "No room." },
    seen: { green: { wanted: 3, ready: 1 } },
    next: "awaiting_promotion",
    because: /No room/,
  },
  {
    says: "does not say that pods are missing when they have come",
    rollout: { ...sized, state: "awaiting_promotion", hold: "capacity", holdReason: "No room." },
    seen: { green: { wanted: 3 } },
    next: "awaiting_promotion",
    hold: "none",
  },
  {
    says: "goes back when the preview is lost for a minute",
    rollout: { ...prepared, state: "awaiting_promotion", memory: { previewLostSince: testNow - 61_000 } },
    seen: { green: { wanted: 1, ready: 0 } },
    next: "progressing",
  },
  {
    says: "is taken down when nobody promotes in time",
    rollout: { ...prepared, state: "awaiting_promotion", stateDeadlineAt: testNow },
    seen: { green: { wanted: 1 } },
    next: "cleaning_up",
  },
  {
    says: "makes room for a rollback",
    rollout: { ...prepared, state: "awaiting_promotion", supersededBy: "x" },
    seen: { green: { wanted: 1 } },
    next: "cleaning_up",
  },
]);

table("matching capacity", [
  {
    says: "grows the candidate to the live need and a reserve",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { green: { wanted: 1 } },
    next: "matching_capacity",
    effect: "E8",
  },
  {
    says: "need follows the autoscaler of the serving color",
    rollout: { ...prepared, state: "matching_capacity" },
    seen: {
      blue: { wanted: 5, bundle: "bundle-1", release: "1", hpa: { min: 2, max: 6 } },
      green: { wanted: 3 },
    },
    next: "matching_capacity",
    effect: "E8",
  },
  {
    says: "waits for the pods",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { green: { wanted: 3, ready: 1 } },
    next: "matching_capacity",
    because: /Green has 1 of 2 pods ready/,
  },
  {
    says: "gives the candidate an autoscaler before the switch",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { green: { wanted: 3 } },
    next: "matching_capacity",
    effect: "E9",
  },
  {
    says: "keeps the serving color from shrinking before the switch",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { blue: { wanted: 2, bundle: "bundle-1", release: "1", hpa: { min: 1, max: 6 } }, green },
    next: "matching_capacity",
    effect: "E10",
  },
  {
    says: "goes to the switch when everything is there",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { green },
    next: "switching",
  },
  {
    says: "one bad pod of the reserve does not stop it",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { green: { ...green, ready: 2 } },
    next: "switching",
  },
  {
    says: "pods with another image do not count",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { green: { ...green, digest: "sha256:evil" } },
    next: "matching_capacity",
    because: /approved image/,
  },
  {
    says: "ready pods are not enough: the slices must carry their ports",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { green, overrides: { previewEndpoints: [] } },
    next: "matching_capacity",
    because: /ready endpoints/,
  },
  {
    says: "a freeze that began on the way holds it before the switch, without a page",
    rollout: { ...sized, state: "matching_capacity", frozen: "production is frozen." },
    seen: { green, blue: { wanted: 2, bundle: "bundle-1", release: "1", hpa: { min: 2, max: 6 } } },
    next: "matching_capacity",
    hold: "environment",
    because: /end of a freeze: production is frozen/,
  },
  {
    says: "the candidate grows meanwhile, so that nothing is late when the freeze ends",
    rollout: { ...prepared, state: "matching_capacity", frozen: "production is frozen." },
    seen: { green: { wanted: 1 } },
    next: "matching_capacity",
    effect: "E8",
  },
  {
    says: "goes on by itself after the freeze",
    rollout: { ...sized, state: "matching_capacity", hold: "environment", holdReason: "frozen" },
    seen: { green, blue: { wanted: 2, bundle: "bundle-1", release: "1", hpa: { min: 2, max: 6 } } },
    next: "switching",
    hold: "none",
  },
  {
    says: "holds for room when it takes too long",
    rollout: {
      ...sized,
      state: "matching_capacity",
      stateDeadlineAt: testNow,
      memory: { progressMark: "1" },
    },
    seen: { green: { wanted: 3, ready: 1 } },
    next: "awaiting_promotion",
    hold: "capacity",
  },
  {
    says: "hours between the last new pod and the promotion are not its own",
    rollout: {
      ...sized,
      state: "matching_capacity",
      progressAt: testNow - 3 * 3_600_000,
      memory: { progressMark: "1" },
    },
    seen: { green: { wanted: 3, ready: 1 } },
    next: "matching_capacity",
    because: /Green has 1 of 2 pods ready/,
  },
  {
    says: "holds for room when no pod came for ten minutes",
    rollout: {
      ...sized,
      state: "matching_capacity",
      stateEnteredAt: testNow - 600_000,
      progressAt: testNow - 3 * 3_600_000,
      memory: { progressMark: "1" },
    },
    seen: { green: { wanted: 3, ready: 1 } },
    next: "awaiting_promotion",
    hold: "capacity",
  },
  {
    says: "refuses to grow beyond the ceiling",
    rollout: { ...sized, state: "matching_capacity" },
    seen: { blue: { wanted: 40, bundle: "bundle-1", release: "1", hpa: { min: 2, max: 60 } }, green },
    next: "awaiting_promotion",
    hold: "capacity",
  },
]);

table("switching", [
  {
    says: "patches the selector when every guard holds",
    rollout: { ...sized, state: "switching" },
    seen: { green },
    next: "switching",
    effect: "E11",
  },
  {
    says: "does not patch it when a freeze began at the last moment",
    rollout: { ...sized, state: "switching", frozen: "production is frozen." },
    seen: { green },
    next: "matching_capacity",
    because: /frozen/,
  },
  {
    says: "goes back to waiting when a guard is lost",
    rollout: { ...sized, state: "switching" },
    seen: { green: { ...green, ready: 1 } },
    next: "matching_capacity",
  },
  {
    says: "takes a done switch as done and looks twice",
    rollout: { ...sized, state: "switching" },
    seen: { serving: "green", green },
    next: "switching",
    because: /once more/,
  },
  {
    says: "believes the slices after two looks",
    rollout: { ...sized, state: "switching", memory: { convergedAt: testNow - 1000 } },
    seen: { serving: "green", green },
    next: "verifying",
  },
  {
    says: "one endpoint of the old color is not converged",
    rollout: { ...sized, state: "switching", memory: { convergedAt: testNow - 1000 } },
    seen: { serving: "green", green, overrides: { activeEndpoints: seen({ green }).activeEndpoints } },
    next: "switching",
    because: /other color/,
  },
  {
    says: "slow slices are a hold, never a switch-back",
    rollout: { ...sized, state: "switching", memory: { switchSentAt: testNow - 301_000 } },
    seen: { serving: "green", green, overrides: { activeEndpoints: [] } },
    next: "switching",
    hold: "environment",
  },
  {
    says: "goes back at once when the candidate lost everything",
    rollout: { ...sized, state: "switching" },
    seen: { serving: "green", green: { ...green, ready: 0 } },
    next: "rolling_back",
  },
  {
    says: "cancel means switch back",
    rollout: { ...sized, state: "switching", asks: { ...noAsks, cancel: by("dev") } },
    seen: { serving: "green", green },
    next: "rolling_back",
    actor: "dev",
  },
  {
    says: "an emptied selector is a hold, never silent",
    rollout: { ...sized, state: "switching" },
    seen: { serving: "nothing", green },
    next: "switching",
    hold: "drift",
  },
]);

const baking: Partial<Rollout> = {
  ...sized,
  state: "verifying",
  switchedAt: testNow - 60_000,
  lastSampleAt: testNow - 5000,
  observedOkMs: 0,
};

table("verifying", [
  {
    says: "counts healthy, observed time",
    rollout: baking,
    seen: { serving: "green", green },
    next: "verifying",
    because: /10 s of the bake are left/,
  },
  {
    says: "time without a look does not count",
    rollout: { ...baking, lastSampleAt: testNow - 3_600_000 },
    seen: { serving: "green", green },
    next: "verifying",
    because: /15 s of the bake are left/,
  },
  {
    says: "succeeds when the bake was observed",
    rollout: { ...baking, observedOkMs: 10_000 },
    seen: { serving: "green", green },
    next: "holding",
  },
  {
    says: "looks twice before it judges",
    rollout: baking,
    seen: { serving: "green", green: { wanted: 3, ready: 0, hpa: green.hpa }, blue: null },
    next: "verifying",
    because: /once more/,
  },
  {
    says: "goes back at once when nothing of it is left and the standby stands",
    rollout: baking,
    seen: { serving: "green", green: { ...green, ready: 0 } },
    next: "rolling_back",
  },
  {
    says: "too few pods for half a minute are a verdict",
    rollout: { ...baking, memory: { badSince: testNow - 31_000, badSamples: 1 } },
    seen: { serving: "green", green: { ...green, ready: 1 } },
    next: "rolling_back",
  },
  {
    says: "loss of both colors is the environment's",
    rollout: baking,
    seen: {
      serving: "green",
      green: { ...green, ready: 0 },
      blue: { wanted: 2, ready: 0, bundle: "bundle-1", release: "1", hpa: { min: 2, max: 6 } },
    },
    next: "verifying",
    hold: "environment",
  },
  {
    says: "a person switches back",
    rollout: { ...baking, asks: { ...noAsks, switchBack: by("oncall") } },
    seen: { serving: "green", green },
    next: "rolling_back",
    actor: "oncall",
  },
  {
    says: "a Service that was pointed back by hand is recorded",
    rollout: baking,
    seen: { serving: "blue", green },
    next: "rolling_back",
    because: /pointed the Service back/,
  },
  {
    says: "a first deployment that fails has nothing to go back to",
    rollout: { ...baking, fromColor: null, memory: { badSamples: 1 } },
    seen: { serving: "green", green: { ...green, ready: 0 }, blue: null },
    next: "verifying",
    hold: "manual",
  },
  {
    says: "a person ends a failed first deployment; its color stays",
    rollout: { ...baking, fromColor: null, hold: "manual", asks: { ...noAsks, finish: by("lead") } },
    seen: { serving: "green", green, blue: null },
    next: "failed",
    actor: "lead",
  },
  {
    says: "a person may let a failed first deployment be judged again",
    rollout: { ...baking, fromColor: null, hold: "manual", asks: { ...noAsks, retry: by("lead") } },
    seen: { serving: "green", green, blue: null },
    next: "verifying",
    hold: "none",
  },
  {
    says: "silence is no verdict",
    rollout: { ...baking, observedOkMs: 14_999, memory: { unseenSince: testNow - 31_000 } },
    seen: "silence",
    next: "verifying",
    hold: "unreachable",
  },
  {
    says: "refused credentials are a hold",
    rollout: baking,
    seen: "refused",
    next: "verifying",
    hold: "credentials",
  },
  {
    says: "a fence from the future stops every write",
    rollout: baking,
    seen: { serving: "green", green, fence: 9 },
    next: "verifying",
    hold: "drift",
    because: /older than the cluster/,
  },
]);

const warm: Partial<Rollout> = {
  ...sized,
  state: "holding",
  switchedAt: testNow - 120_000,
  standbyUntil: testNow,
  confirmed: [...applied, "E13:reserve"],
};
const calm = { serving: "green" as const, green: { ...green, hpa: { min: 2, max: 6 } } };

table("holding, retiring", [
  {
    says: "lowers the floor of the serving color only after success",
    rollout: warm,
    seen: { serving: "green", green },
    next: "holding",
    effect: "E13",
  },
  {
    says: "gives the reserve back",
    rollout: { ...warm, confirmed: applied },
    seen: calm,
    next: "holding",
    effect: "E13:reserve",
  },
  {
    says: "keeps the standby warm",
    rollout: { ...warm, standbyUntil: testNow + 60_000 },
    seen: calm,
    next: "holding",
    because: /stays warm/,
  },
  {
    says: "a pin keeps it longer",
    rollout: { ...warm, pinned: true },
    seen: calm,
    next: "holding",
    because: /pin/,
  },
  {
    says: "never ends the old color before connections could drain",
    rollout: { ...warm, switchedAt: testNow - 10_000 },
    seen: calm,
    next: "holding",
  },
  { says: "retires the standby when its time is over", rollout: warm, seen: calm, next: "scaling_down" },
  {
    says: "keeps it while the serving color is not well",
    rollout: warm,
    seen: { ...calm, green: { ...calm.green, ready: 1 } },
    next: "holding",
    because: /The standby stays/,
  },
  {
    says: "a moved selector is a hold",
    rollout: warm,
    seen: { ...calm, serving: "blue" },
    next: "holding",
    hold: "drift",
  },
  {
    says: "a person may end the standby now",
    rollout: { ...warm, standbyUntil: testNow + 600_000, asks: { ...noAsks, finish: by("dev") } },
    seen: calm,
    next: "scaling_down",
    actor: "dev",
  },
  {
    says: "the standby's autoscaler goes first",
    rollout: { ...warm, state: "scaling_down" },
    seen: calm,
    next: "scaling_down",
    effect: "E14",
  },
  {
    says: "then a pass of the autoscaler is waited for",
    rollout: {
      ...warm,
      state: "scaling_down",
      memory: { hpaSeenAt: testNow - 1000, hpaGoneAt: testNow - 500 },
    },
    seen: { ...calm, blue: { wanted: 2, bundle: "bundle-1", release: "1" } },
    next: "scaling_down",
    because: /no autoscaler touches/,
  },
  {
    says: "then its pods",
    rollout: { ...warm, state: "scaling_down", memory: { hpaSeenAt: testNow, hpaGoneAt: testNow - 15_001 } },
    seen: { ...calm, blue: { wanted: 2, bundle: "bundle-1", release: "1" } },
    next: "scaling_down",
    effect: "E15",
  },
  {
    says: "and it must stay at 0",
    rollout: {
      ...warm,
      state: "scaling_down",
      memory: { hpaSeenAt: testNow, hpaGoneAt: testNow - 20_000, zeroSince: testNow - 29_000 },
    },
    seen: { ...calm, blue: { wanted: 0, bundle: "bundle-1", release: "1" } },
    next: "scaling_down",
    because: /stays there/,
  },
  {
    says: "a resurrected standby is taken down again",
    rollout: {
      ...warm,
      state: "scaling_down",
      memory: { hpaSeenAt: testNow, hpaGoneAt: testNow - 20_000, zeroSince: testNow - 5000 },
    },
    seen: { ...calm, blue: { wanted: 1, bundle: "bundle-1", release: "1" } },
    next: "scaling_down",
    effect: "E15",
  },
  {
    says: "is done when it stayed at 0",
    rollout: {
      ...warm,
      state: "scaling_down",
      memory: { hpaSeenAt: testNow, hpaGoneAt: testNow - 40_000, zeroSince: testNow - 30_000 },
    },
    seen: { ...calm, blue: { wanted: 0, bundle: "bundle-1", release: "1" } },
    next: "succeeded",
  },
  {
    says: "a standby that serves again is never scaled down",
    rollout: { ...warm, state: "scaling_down" },
    seen: { ...calm, serving: "blue" },
    next: "scaling_down",
    hold: "drift",
  },
]);

table("rolling back, cleaning up", [
  {
    says: "puts the traffic back at once when the standby is there",
    rollout: { ...sized, state: "rolling_back" },
    seen: { serving: "green", green },
    next: "rolling_back",
    effect: "R2",
  },
  {
    says: "does not need the failing color for it",
    rollout: { ...sized, state: "rolling_back" },
    seen: { serving: "green" },
    next: "rolling_back",
    effect: "R2",
  },
  {
    says: "grows a standby that is too small",
    rollout: { ...sized, state: "rolling_back" },
    seen: {
      serving: "green",
      green,
      blue: { wanted: 1, bundle: "bundle-1", release: "1", hpa: { min: 1, max: 6 } },
    },
    next: "rolling_back",
    effect: "R1",
  },
  {
    says: "goes to a small standby when the other color has nothing",
    rollout: { ...sized, state: "rolling_back" },
    seen: {
      serving: "green",
      green: { ...green, ready: 0 },
      blue: { wanted: 1, bundle: "bundle-1", release: "1" },
    },
    next: "rolling_back",
    effect: "R2",
  },
  {
    says: "never goes to a color with nothing",
    rollout: { ...sized, state: "rolling_back" },
    seen: {
      serving: "green",
      green: { ...green, ready: 0 },
      blue: { wanted: 2, ready: 0, bundle: "bundle-1", release: "1" },
    },
    next: "rolling_back",
    because: /no pod ready/,
  },
  {
    says: "parks the failing color when the slices followed",
    rollout: { ...sized, state: "rolling_back", memory: { convergedAt: testNow - 1000 } },
    seen: { green },
    next: "rolling_back",
    effect: "R3:hpa",
  },
  {
    says: "is done when the failing color is idle",
    rollout: { ...sized, state: "rolling_back", memory: { convergedAt: testNow - 1000 } },
    seen: { green: { wanted: 0 } },
    next: "rolled_back",
  },
  {
    says: "takes the candidate's autoscaler away",
    rollout: { ...sized, state: "cleaning_up", resolution: "canceled" },
    seen: { green },
    next: "cleaning_up",
    effect: "E14:candidate",
  },
  {
    says: "takes the candidate to 0 at once",
    rollout: { ...sized, state: "cleaning_up", resolution: "canceled" },
    seen: { green: { wanted: 1 } },
    next: "cleaning_up",
    effect: "E15:candidate",
  },
  {
    says: "ends as it was meant to",
    rollout: { ...sized, state: "cleaning_up", resolution: "canceled" },
    seen: { green: { wanted: 0 } },
    next: "canceled",
  },
  {
    says: "never cleans up a color that serves",
    rollout: { ...sized, state: "cleaning_up", resolution: "failed" },
    seen: { serving: "green", green },
    next: "cleaning_up",
    hold: "drift",
  },
]);

describe("drift before the switch", () => {
  test.each(["progressing", "checking", "awaiting_promotion", "matching_capacity"] as const)(
    "in %s: a selector that was moved or emptied is a hold",
    (state) => {
      for (const serving of ["green", "nothing", "elsewhere"] as const) {
        check({
          says: "",
          rollout: { ...sized, state },
          seen: { serving, green },
          next: state,
          hold: "drift",
        });
      }
    },
  );

  test("is put back only where the environment says so, and only when nothing answers", () => {
    const policy = aPolicy({ repairSelector: true });
    const rollout = { ...sized, state: "progressing" as const, policy };
    check({
      says: "",
      rollout,
      seen: { serving: "nothing", green, overrides: { activeEndpoints: [] } },
      next: "progressing",
      effect: "D-2",
    });
    check({ says: "", rollout, seen: { serving: "green", green }, next: "progressing", hold: "drift" });
  });

  test("a hold ends by itself when its cause is gone, and its time does not count", () => {
    const rollout = {
      ...prepared,
      state: "progressing" as const,
      hold: "drift" as const,
      holdReason: "x",
      memory: { holdSince: testNow - 60_000 },
    };
    const decision = decide({
      says: "",
      rollout,
      seen: { green: { wanted: 1, ready: 0 } },
      next: "progressing",
    });
    expect(decision.set).toMatchObject({ hold: "none", pausedMs: 60_000 });
  });
});

describe("what is told of a candidate that was kept for a person", () => {
  const crashing = { ...prepared, state: "progressing" as const, policy: aPolicy({ failureHoldMs: 1000 }) };
  const notReady = { green: { wanted: 1, ready: 0 } };
  const succeeding: Partial<Rollout> = { ...baking, observedOkMs: 10_000 };
  const told = (rollout: Partial<Rollout>) =>
    decide({ says: "", rollout, seen: { serving: "green", green }, next: "holding" }).announce;

  test("people are called when it is kept, and told when it recovers by itself", () => {
    const kept = decide({
      says: "",
      rollout: crashing,
      seen: notReady,
      findings: [doomed("Q-F3")],
      next: "progressing",
    });
    expect(kept.announce).toEqual(["page"]);
    const well = decide({
      says: "",
      rollout: { ...crashing, ...kept.set, memory: kept.memory },
      seen: { green: { wanted: 1 } },
      next: "progressing",
    });
    expect(well.announce).toEqual(["recovered"]);
    expect(well.memory.wasKept).toBeUndefined();
  });

  test("another try in the same row remembers it on the whole way to its success", () => {
    const again = decide({
      says: "",
      rollout: { ...held("progressing"), asks: { ...noAsks, retry: by("dev") } },
      seen: notReady,
      next: "progressing",
    });
    const further = decide({
      says: "",
      rollout: { ...prepared, state: "progressing", memory: { ...again.memory, restarting: false } },
      seen: { green: { wanted: 1 } },
      next: "checking",
    });
    expect(further.next).toBe("checking");
    expect(told({ ...succeeding, memory: further.memory })).toEqual(["deployed", "recovered"]);
  });

  test("a new deployment that tries another one again tells that it recovered; every other one only succeeds", () => {
    expect(told({ ...succeeding, retryOf: "held" })).toEqual(["deployed", "recovered"]);
    expect(told(succeeding)).toEqual(["deployed"]);
  });
});
