import type { Standing } from "./standing";

/** Who may do something in an unprotected (N) and in a protected (P) environment. */
interface Row {
  open: readonly Standing[];
  guarded: readonly Standing[];
}

const everyone: readonly Standing[] = ["viewer"];
const people: readonly Standing[] = ["developer", "lead", "oncall"];

/**
 * The permission matrix: actions, environment classes, standings. Platform admins can stop a deployment before the switch and lift
 * freezes, and nothing else: they never approve, deploy, promote or roll back.
 */
export const matrix = {
  "deployment.read": { open: [...everyone, "ci"], guarded: [...everyone, "ci"] },
  "pod.read": { open: everyone, guarded: everyone },
  "pod.logs": { open: everyone, guarded: people },
  "pod.manifest": { open: everyone, guarded: people },
  "deploy.plan": {
    open: [...people, "release-manager", "admin", "ci"],
    guarded: [...people, "release-manager", "admin", "ci"],
  },
  "deploy.request": { open: [...people, "ci"], guarded: [...people, "ci"] },
  "deploy.approve": { open: ["lead", "release-manager"], guarded: ["lead", "release-manager"] },
  "deploy.abort": {
    open: [...people, "release-manager", "admin", "ci"],
    guarded: [...people, "release-manager", "admin"],
  },
  "deploy.promote": { open: [...people, "ci"], guarded: [...people, "release-manager"] },
  "deploy.switchBack": { open: [...people, "ci"], guarded: ["lead", "oncall"] },
  "deploy.rollback": { open: [...people, "ci"], guarded: ["lead", "oncall"] },
  "deploy.rollbackWithApproval": { open: [...people, "ci"], guarded: people },
  "deploy.retry": { open: [...people, "ci"], guarded: [...people, "ci"] },
  "deploy.finish": { open: people, guarded: people },
  "deploy.restart": { open: [...people, "admin"], guarded: ["lead", "oncall"] },
  "pod.delete": { open: [...people, "admin"], guarded: ["lead", "oncall"] },
  "config.edit": { open: people, guarded: people },
  "config.markSafe": { open: ["lead"], guarded: ["lead"] },
  "scaling.request": { open: people, guarded: ["developer", "lead"] },
  "scaling.raise": { open: people, guarded: ["oncall"] },
  "scaling.endRaise": { open: people, guarded: ["lead", "oncall"] },
  "scaling.approve": { open: ["lead", "release-manager"], guarded: ["lead", "release-manager"] },
  "campaign.create": { open: [...people, "campaign-owner"], guarded: ["campaign-owner"] },
  "campaign.confirm": { open: ["lead"], guarded: ["lead"] },
  "campaign.liftFreeze": {
    open: ["lead", "release-manager", "admin"],
    guarded: ["lead", "release-manager", "admin"],
  },
  "build.register": { open: ["developer", "lead", "ci"], guarded: ["developer", "lead", "ci"] },
} as const satisfies Record<string, Row>;

export type Action = keyof typeof matrix;

/** How a sentence names the action: "may not <phrase>". */
export const phrases: Readonly<Record<Action, string>> = {
  "deployment.read": "read",
  "pod.read": "look at pods of",
  "pod.logs": "read logs of",
  "pod.manifest": "read pods as YAML of",
  "deploy.plan": "plan a deployment of",
  "deploy.request": "deploy",
  "deploy.approve": "approve",
  "deploy.abort": "abort a deployment of",
  "deploy.promote": "switch the traffic of",
  "deploy.switchBack": "switch back",
  "deploy.rollback": "roll back",
  "deploy.rollbackWithApproval": "roll back",
  "deploy.retry": "retry a deployment of",
  "deploy.finish": "end the standby of",
  "deploy.restart": "restart",
  "pod.delete": "end pods of",
  "config.edit": "edit the config of",
  "config.markSafe": "call a key no secret in the config of",
  "scaling.request": "change the bounds of",
  "scaling.raise": "raise the pods of",
  "scaling.endRaise": "end the raised floor of",
  "scaling.approve": "approve scaling of",
  "campaign.create": "plan a campaign with",
  "campaign.confirm": "confirm a campaign for",
  "campaign.liftFreeze": "lift the freeze of a campaign for",
  "build.register": "register builds of",
};
