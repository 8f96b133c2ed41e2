/** What happened, with what a reader has to know of the deployment, of the change of bounds, or of the campaign. */
export interface Happened {
  /** Topic of the outbox row: an announcement of the engine, or a decision of a person. */
  topic: string;
  service: string;
  environment: string;
  /** The title of a campaign; null for everything else. */
  campaign?: string | null;
  /** The deployment; null for a change of bounds and for a campaign. */
  deployment: { ref: number; release: string } | null;
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

/** Who decides: lead and deputy, but never who asked. */
const deciders = ({ approvers, requestedBy }: Happened): readonly string[] =>
  approvers.filter((account) => account !== requestedBy);

const kinds: Readonly<Record<string, Kind>> = {
  needs_approval: {
    event: "approval.requested",
    words: "waits for an approval",
    tells: deciders,
  },
  approval_approved: { event: "approval.approved", words: "was approved", tells: asker },
  approval_rejected: { event: "approval.rejected", words: "was rejected", tells: asker },
  ready_to_promote: { event: "deployment.ready", words: "is ready to take the traffic", tells: asker },
  deployed: { event: "deployment.succeeded", words: "succeeded", tells: asker },
  recovered: { event: "deployment.recovered", words: "recovered", tells: askerAndOnCall },
  rolled_back: { event: "deployment.rolled_back", words: "was rolled back", tells: askerAndOnCall },
  failed: { event: "deployment.failed", words: "failed", tells: askerAndOnCall },
  canceled: { event: "deployment.canceled", words: "was canceled", tells: asker },
  scaling_asked: { event: "scaling.requested", words: "wait for an approval", tells: deciders },
  scaling_approved: { event: "scaling.approved", words: "were approved", tells: asker },
  scaling_rejected: { event: "scaling.rejected", words: "were rejected", tells: asker },
  campaign_asked: { event: "campaign.requested", words: "waits for its owners", tells: deciders },
  campaign_scheduled: { event: "campaign.scheduled", words: "is scheduled", tells: asker },
  campaign_canceled: {
    event: "campaign.canceled",
    words: "was canceled",
    tells: (happened) => [...deciders(happened), ...happened.onCall],
  },
  campaign_short: { event: "campaign.short", words: "may lack pods", tells: askerAndOnCall },
  campaign_late: { event: "campaign.late", words: "is late", tells: askerAndOnCall },
  campaign_missed: { event: "campaign.missed", words: "was missed", tells: askerAndOnCall },
  page: { event: "deployment.stuck", words: "needs a person", tells: askerAndOnCall },
};

function sentenceOf({ by, because }: Happened): string {
  if (by === null) return because;
  return because === "" ? `By ${by}.` : `${by}: ${because}`;
}

/** "R-2059: points-api 1.2.3-b4 in beta", "New bounds of points-api in beta". */
function subjectOf({ campaign, deployment, service, environment }: Happened): string {
  if (campaign) return `Campaign ${campaign} in ${environment}`;
  if (deployment === null) return `New bounds of ${service} in ${environment}`;
  return `R-${deployment.ref}: ${service} ${deployment.release} in ${environment}`;
}

/** The message that a topic becomes; null for a topic that concerns nobody. Pure. */
export function draftMessage(happened: Happened): Draft | null {
  const kind = kinds[happened.topic];
  if (kind === undefined) return null;
  return {
    event: kind.event,
    title: `${subjectOf(happened)} ${kind.words}`,
    sentence: sentenceOf(happened),
    recipients: [...new Set(kind.tells(happened))],
  };
}
