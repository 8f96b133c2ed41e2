import type { PlainVerb } from "@/components/queries/deployment-verbs";
import { otherColor } from "@/contracts/color-names";
import type { DeploymentDetail } from "@/contracts/deployment";

/** What a verb's button and its question say; the label names the effect. */
export interface VerbText {
  label: string;
  question: string;
  explanation: string;
  /** Toast when the request was recorded; the cluster speaks for itself afterwards. */
  asked: string;
}

const from = (detail: DeploymentDetail) => detail.serving ?? "the serving color";
const candidate = (detail: DeploymentDetail) => detail.candidate ?? "the candidate";
const back = (detail: DeploymentDetail) => (detail.serving ? otherColor(detail.serving) : "the other color");

const texts: Readonly<Record<PlainVerb, (detail: DeploymentDetail) => VerbText>> = {
  promote: (detail) => ({
    label: `Switch to ${candidate(detail)}`,
    question: `Switch ${detail.service} to ${candidate(detail)}?`,
    explanation: `${detail.release.version} takes all new connections in ${detail.environment}. Switching back to ${from(detail)} is instant while it is kept warm.`,
    asked: `Asked to switch ${detail.service} to ${candidate(detail)}`,
  }),
  abort: (detail) => ({
    label: detail.serving ? `Abort, keep ${from(detail)}` : "Abort",
    question: `Abort R-${detail.ref}?`,
    explanation: detail.serving
      ? `${candidate(detail)} goes to 0 pods. ${from(detail)} keeps the traffic.`.replace(/^./, (letter) =>
          letter.toUpperCase(),
        )
      : "What was started is taken down.",
    asked: `Asked to abort R-${detail.ref}`,
  }),
  switchBack: (detail) => ({
    label: `Switch back to ${back(detail)}`,
    question: `Switch ${detail.service} back to ${back(detail)}?`,
    explanation: detail.undo.sentence,
    asked: `Asked to switch ${detail.service} back`,
  }),
  rollback: (detail) => ({
    label: "Roll back to this",
    question: `Roll ${detail.service} back to ${detail.release.version}?`,
    explanation: `A new rollout of the archived release: its image and config ${detail.release.config} come back, scaling bounds stay, databases are not touched.`,
    asked: `Asked to roll back ${detail.service}`,
  }),
  retry: (detail) => ({
    label: detail.newerConfig === null ? "Try again" : `Try again with config ${detail.newerConfig}`,
    question: `Try ${detail.release.version} again?`,
    explanation:
      detail.newerConfig === null
        ? `The same build with config ${detail.release.config}. There is no newer version.`
        : `The same build with config ${detail.newerConfig} instead of ${detail.release.config}, as a new rollout. A candidate that is kept makes room for it.`,
    asked: `Asked to try R-${detail.ref} again`,
  }),
  finish: (detail) => ({
    label: "Finish now",
    question: `Remove the standby of ${detail.service} now?`,
    explanation:
      "Switching back is not instant any more afterwards; a roll back from history stays possible.",
    asked: `Asked to finish R-${detail.ref}`,
  }),
  withdraw: (detail) => ({
    label: "Withdraw",
    question: `Withdraw R-${detail.ref}?`,
    explanation: "The request ends. Nothing was applied to the cluster.",
    asked: `Asked to withdraw R-${detail.ref}`,
  }),
};

/** Words of a verb for this deployment. */
export function verbText(verb: PlainVerb, detail: DeploymentDetail): VerbText {
  return texts[verb](detail);
}

/** The one primary action comes last; the order is that of the buttons. */
export const verbOrder: readonly PlainVerb[] = [
  "withdraw",
  "finish",
  "abort",
  "rollback",
  "retry",
  "switchBack",
  "promote",
];

/** The verb that gets the solid button: the last of the order that is offered at all. */
export function primaryVerb(detail: DeploymentDetail): PlainVerb | undefined {
  const candidates: readonly PlainVerb[] = ["promote", "switchBack", "retry"];
  return candidates.find((verb) => detail.actions[verb] !== undefined);
}
