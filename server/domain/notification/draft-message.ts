/** What happened, with what a reader has to know of the deployment. */
export interface Happened {
  /** Topic of the outbox row: an announcement of the engine, or a decision of a person. */
  topic: string;
  ref: number;
  service: string;
  environment: string;
  release: string;
  requestedBy: string;
  /** Who may approve: lead and deputy of the owner team. */
  approvers: readonly string[];
  onCall: readonly string[];
  /** The engine's sentence, or the comment of a decision; empty when there is none. */
  because: string;
  /** Who decided; null when nobody did. */
  by: string | null;
}

/** A message before it has a channel. */
export interface Draft {
  event: string;
  title: string;
  sentence: string;
  recipients: readonly string[];
}

interface Kind {
  event: string;
  words: string;
  tells(happened: Happened): readonly string[];
}

const asker = (happened: Happened): readonly string[] => [happened.requestedBy];
const askerAndOnCall = (happened: Happened): readonly string[] => [happened.requestedBy, ...happened.onCall];

const kinds: Readonly<Record<string, Kind>> = {
  needs_approval: {
    event: "approval.requested",
    words: "waits for an approval",
    tells: ({ approvers, requestedBy }) => approvers.filter((account) => account !== requestedBy),
  },
  approval_approved: { event: "approval.approved", words: "was approved", tells: asker },
  approval_rejected: { event: "approval.rejected", words: "was rejected", tells: asker },
  ready_to_promote: { event: "deployment.ready", words: "is ready to take the traffic", tells: asker },
  deployed: { event: "deployment.succeeded", words: "succeeded", tells: asker },
  rolled_back: { event: "deployment.rolled_back", words: "was rolled back", tells: askerAndOnCall },
  failed: { event: "deployment.failed", words: "failed", tells: askerAndOnCall },
  canceled: { event: "deployment.canceled", words: "was canceled", tells: asker },
  page: { event: "deployment.stuck", words: "needs a person", tells: askerAndOnCall },
};

function sentenceOf({ by, because }: Happened): string {
  if (by === null) return because;
  return because === "" ? `By ${by}.` : `${by}: ${because}`;
}

/** The message that a topic becomes; null for a topic that concerns nobody. Pure. */
export function draftMessage(happened: Happened): Draft | null {
  const kind = kinds[happened.topic];
  if (kind === undefined) return null;
  const { ref, service, environment, release } = happened;
  return {
    event: kind.event,
    title: `R-${ref}: ${service} ${release} in ${environment} ${kind.words}`,
    sentence: sentenceOf(happened),
    recipients: [...new Set(kind.tells(happened))],
  };
}
