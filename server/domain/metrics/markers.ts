import type { MetricMarker } from "@/contracts/metrics";
import type { BasePolicy, RaisedFloor } from "@/contracts/scaling-change";
import { versionOf } from "@/server/domain/planning/release-name";

/** An instant of a deployment. */
interface DeploymentInstant {
  at: number;
  id: string;
  ref: number;
  kind: string;
  step: "began" | "switched" | "back";
  tag: string;
  config: number;
  color: string | null;
}

/** A change of scaling that was made. */
interface ScalingInstant {
  settledAt: number | null;
  state: string;
  bounds: { becomes: BasePolicy } | null;
  floor: { becomes: RaisedFloor | null } | null;
  requestedBy: string;
}

/** An instant of a campaign's window. */
interface CampaignInstant {
  at: number;
  slug: string;
  title: string;
  floor: number;
  step: "scales" | "starts" | "ends";
}

const iso = (ms: number): string => new Date(ms).toISOString();

function deploymentWords({ ref, kind, step, tag, config, color }: DeploymentInstant): string {
  const what = kind === "config" ? `config ${config}` : versionOf(tag);
  if (step === "began") return `R-${ref} began: ${what}`;
  const to = color ?? "the new pods";
  return step === "switched"
    ? `R-${ref} moved the traffic to ${to}: ${what}`
    : `R-${ref} moved the traffic back to ${to}`;
}

function kindOf({ kind, step }: DeploymentInstant): MetricMarker["kind"] {
  if (step !== "began") return "switch";
  return kind === "config" ? "config" : "deployment";
}

function scalingWords({ bounds, floor, requestedBy }: ScalingInstant): string {
  if (bounds) return `Bounds ${bounds.becomes.min} to ${bounds.becomes.max} by ${requestedBy}`;
  return floor?.becomes
    ? `Floor raised to ${floor.becomes.value} by ${requestedBy}`
    : `Raised floor ended by ${requestedBy}`;
}

const campaignWords = ({ title, floor, step }: CampaignInstant): string =>
  step === "scales" ? `${title} scales up to ${floor} pods` : `${title} ${step}`;

/** What was done in a range, oldest first: deployments with the instants of their traffic, config, changes of scaling, campaigns. */
export function markersOf(
  record: {
    deployments: readonly DeploymentInstant[];
    scaling: readonly ScalingInstant[];
    campaigns: readonly CampaignInstant[];
  },
  place: { service: string; environment: string },
  range: { from: number; to: number },
): MetricMarker[] {
  const inside = (at: number): boolean => at >= range.from && at <= range.to;
  const deployments = record.deployments.map((mark) => ({
    ...{ at: mark.at, kind: kindOf(mark), words: deploymentWords(mark), href: `/r/${mark.id}` },
  }));
  const scaling = record.scaling.flatMap((change) => {
    if (change.state !== "applied" || change.settledAt === null) return [];
    const href = `/s/${place.service}/${place.environment}/scaling`;
    return [{ at: change.settledAt, kind: "scaling" as const, words: scalingWords(change), href }];
  });
  const campaigns = record.campaigns.map((mark) => ({
    ...{
      at: mark.at,
      kind: "campaign" as const,
      words: campaignWords(mark),
      href: `/campaigns/${mark.slug}`,
    },
  }));
  return [...deployments, ...scaling, ...campaigns]
    .filter(({ at }) => inside(at))
    .toSorted((left, right) => left.at - right.at)
    .map((marker) => ({ ...marker, at: iso(marker.at) }));
}
