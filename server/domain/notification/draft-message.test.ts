import { describe, expect, test } from "vitest";
import { wants } from "./channel";
import { draftMessage, type Happened } from "./draft-message";

const happened: Happened = {
  topic: "deployed",
  service: "payment-history-api",
  environment: "beta",
  deployment: { ref: 2059, release: "1.23.0-b313" },
  requestedBy: "payment-dev-1",
  approvers: ["payment-lead", "payment-deputy"],
  onCall: ["payment-oncall-1"],
  because: "All traffic goes to green.",
  by: null,
};

describe("what people are told", () => {
  test.each<[string, string, string[]]>([
    ["needs_approval", "approval.requested", ["payment-lead", "payment-deputy"]],
    ["approval_approved", "approval.approved", ["payment-dev-1"]],
    ["approval_rejected", "approval.rejected", ["payment-dev-1"]],
    ["ready_to_promote", "deployment.ready", ["payment-dev-1"]],
    ["deployed", "deployment.succeeded", ["payment-dev-1"]],
    ["recovered", "deployment.recovered", ["payment-dev-1", "payment-oncall-1"]],
    ["canceled", "deployment.canceled", ["payment-dev-1"]],
    ["failed", "deployment.failed", ["payment-dev-1", "payment-oncall-1"]],
    ["rolled_back", "deployment.rolled_back", ["payment-dev-1", "payment-oncall-1"]],
    ["page", "deployment.stuck", ["payment-dev-1", "payment-oncall-1"]],
    ["scaling_asked", "scaling.requested", ["payment-lead", "payment-deputy"]],
    ["scaling_approved", "scaling.approved", ["payment-dev-1"]],
    ["scaling_rejected", "scaling.rejected", ["payment-dev-1"]],
  ])("%s is %s and goes to the right people", (topic, event, recipients) => {
    expect(draftMessage({ ...happened, topic })).toMatchObject({ event, recipients });
  });

  test("the title names the deployment, the sentence is the engine's", () => {
    expect(draftMessage(happened)).toMatchObject({
      title: "R-2059: payment-history-api 1.23.0-b313 in beta succeeded",
      sentence: "All traffic goes to green.",
    });
  });

  test("a request for other bounds names the place, and says why", () => {
    const asked = { ...happened, topic: "scaling_asked", deployment: null, because: "more people" };
    expect(draftMessage(asked)).toMatchObject({
      title: "New bounds of payment-history-api in beta wait for an approval",
      sentence: "more people",
    });
  });

  test("a decision names who decided, with the comment", () => {
    const decided = { ...happened, topic: "approval_rejected", by: "payment-lead", because: "too late" };
    expect(draftMessage(decided)?.sentence).toBe("payment-lead: too late");
    expect(draftMessage({ ...decided, because: "" })?.sentence).toBe("By payment-lead.");
  });

  test("who asks is not asked to approve", () => {
    const asked = { ...happened, topic: "needs_approval", requestedBy: "payment-lead" };
    expect(draftMessage(asked)?.recipients).toEqual(["payment-deputy"]);
  });

  test("a topic that concerns nobody becomes nothing", () => {
    expect(draftMessage({ ...happened, topic: "unknown" })).toBeNull();
  });
});

describe("which channel wants what", () => {
  const team = {
    name: "payment-releases",
    scope: "team:payment",
    events: ["deployment.*", "approval.requested"],
  };
  test.each<[string, string, string[], boolean]>([
    ["an event by pattern", "deployment.succeeded", ["payment"], true],
    ["an event by name", "approval.requested", ["checkout", "payment"], true],
    ["an event that is not named", "approval.approved", ["payment"], false],
    ["an event of another team", "deployment.succeeded", ["points"], false],
    ["an event whose name only begins alike", "deployments", ["payment"], false],
  ])("%s", (_what, event, teams, expected) => {
    expect(wants(team, { event, teams })).toBe(expected);
  });

  test("a channel that is told that something is stuck is told that it recovered", () => {
    const onCall = { name: "on-call", scope: "all", events: ["deployment.stuck"] };
    expect(wants(onCall, { event: "deployment.recovered", teams: ["points"] })).toBe(true);
    expect(wants(onCall, { event: "deployment.succeeded", teams: ["points"] })).toBe(false);
  });

  test("a channel for all takes everything", () => {
    expect(wants({ name: "in-app", scope: "all", events: ["*"] }, { event: "x.y", teams: [] })).toBe(true);
  });
});
