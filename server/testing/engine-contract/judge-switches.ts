import { fieldManagers } from "@/server/domain/rollout/target";
import { ownerOf, type ReleaseSeen } from "./release-seen";
import type { Selected, Sight } from "./traffic-sight";
import type { SelectorWrite } from "./write-log";

/** What is known about a target's selector at the end of a story. */
export interface SwitchEvidence {
  releases: readonly ReleaseSeen[];
  sights: readonly Sight[];
  writes: readonly SelectorWrite[];
}

interface Change {
  version: number;
  to: Selected;
  fence: number | null;
}

type ServiceSight = Extract<Sight, { kind: "service" }>;

function servicesOf(sights: readonly Sight[]): ServiceSight[] {
  return sights.filter((sight) => sight.kind === "service");
}

/** Changes of the selector that the product made. */
function changesOf(sights: readonly Sight[]): Change[] {
  let before: Selected = "none";
  return servicesOf(sights).flatMap(({ version, selects, fence, by }) => {
    if (selects === before) return [];
    before = selects;
    return by.includes(fieldManagers.switch) ? [{ version, to: selects, fence }] : [];
  });
}

interface Bounds {
  least: number;
  most: number;
}

const exactly = (count: number): Bounds => ({ least: count, most: count });

/** How often a release moves the traffic to its candidate: once, when it came that far. */
function forwardOf({ strategy, entered }: ReleaseSeen): Bounds {
  // A rolling service is pointed at its pods once and for all, by whichever release comes first.
  if (strategy === "rolling") return { least: 0, most: 1 };
  if (strategy === "cron") return exactly(0);
  if (entered.includes("verifying")) return exactly(1);
  return { least: 0, most: entered.includes("switching") ? 1 : 0 };
}

/** How often it moves it back: as often as forward once it is rolled back. */
function backOf({ strategy, state }: ReleaseSeen, forward: number): Bounds {
  if (strategy !== "blueGreen") return exactly(0);
  if (state === "rolled_back") return exactly(forward);
  return { least: 0, most: state === "rolling_back" ? forward : 0 };
}

const isWithin = (count: number, { least, most }: Bounds): boolean => count >= least && count <= most;

const asked = ({ least, most }: Bounds): string => (least === most ? `${most}` : `${least} to ${most}`);

function faultsOf(
  release: ReleaseSeen,
  changes: readonly Change[],
  writes: readonly SelectorWrite[],
): string[] {
  const name = `deployment ${release.number} (${release.state})`;
  const candidate: Selected = release.strategy === "blueGreen" ? (release.candidateColor ?? "none") : "pods";
  const forward = changes.filter(({ to }) => to === candidate).length;
  const back = changes.filter(({ to }) => to === release.fromColor).length;
  const faults: string[] = [];
  if (!isWithin(forward, forwardOf(release)))
    faults.push(`${name} moved the selector forward ${forward} times, not ${asked(forwardOf(release))}`);
  if (!isWithin(back, backOf(release, forward)))
    faults.push(`${name} moved the selector back ${back} times, not ${asked(backOf(release, forward))}`);
  for (const { to } of changes)
    if (to !== candidate && to !== release.fromColor) faults.push(`${name} pointed the Service at ${to}`);
  const accepted = writes.filter(({ answer }) => answer === "accepted").length;
  const lost = writes.filter(({ answer }) => answer === "none").length;
  // A write whose answer was lost may have arrived; one that was accepted has.
  if (accepted > changes.length || accepted + lost < changes.length)
    faults.push(`${name} wrote the selector ${accepted} times for ${changes.length} changes`);
  return faults;
}

function fenceFaults({ releases, sights, writes }: SwitchEvidence, changes: readonly Change[]): string[] {
  const faults = changes
    .filter(({ fence }) => ownerOf(fence, releases) === null)
    .map(({ to, fence }) => `the selector went to ${to} under fence ${fence}, which is no release's`);
  if (writes.some(({ fence }) => fence === null)) faults.push("a write of the selector tested no fence");
  let highest = 0;
  for (const { fence, version } of servicesOf(sights)) {
    if ((fence ?? 0) < highest) faults.push(`the fence fell from ${highest} to ${fence} at ${version}`);
    highest = Math.max(highest, fence ?? 0);
  }
  return faults;
}

/**
 * Whether each release moved the selector exactly once, and a switch-back once more: by what the cluster stored under the fence
 * of each release, and by what the workers sent, so that a repeat that changes nothing counts too. Sentences of what went wrong.
 */
export function judgeSwitches(evidence: SwitchEvidence): string[] {
  const { releases, sights, writes } = evidence;
  const changes = changesOf(sights);
  const each = releases.flatMap((release) => {
    const isOwn = ({ fence }: { fence: number | null }): boolean => ownerOf(fence, releases) === release;
    return release.epoch === null ? [] : faultsOf(release, changes.filter(isOwn), writes.filter(isOwn));
  });
  return [...each, ...fenceFaults(evidence, changes)];
}
