import type { CampaignList, CampaignRow } from "@/contracts/campaign";

/** A floor that a window holds: how many pods, until when, and for which campaign. */
export interface OpenFloor {
  floor: number;
  until: string;
  slug: string;
  title: string;
}

type Window = CampaignRow["occurrences"][number];

const holds: readonly Window["state"][] = ["scaling_up", "ready", "live"];

function floorsOf({ slug, title, services, occurrences }: CampaignRow): [string, OpenFloor][] {
  const open = occurrences.find(({ state }) => holds.includes(state));
  if (!open) return [];
  return services.map(({ service, floor }) => [service, { floor, until: open.endsAt, slug, title }]);
}

/** The highest floor that a window of an environment holds now, by service. */
export function openFloors(list: CampaignList, environment: string): ReadonlyMap<string, OpenFloor> {
  const here = list.campaigns.filter((row) => row.environment === environment).flatMap(floorsOf);
  return new Map(here.toSorted(([, one], [, other]) => one.floor - other.floor));
}

/** A window of a service that holds or comes. */
export interface PlannedWindow {
  floor: number;
  slug: string;
  title: string;
  zone: string;
  window: Window;
}

const isAhead = ({ state }: Window): boolean => state !== "done" && state !== "canceled";

/** The windows of a service in an environment that hold or come, the first to begin first. */
export function plannedWindows(
  list: CampaignList,
  place: { service: string; environment: string },
): readonly PlannedWindow[] {
  return list.campaigns
    .filter(({ environment }) => environment === place.environment)
    .flatMap(({ services, occurrences, slug, title, zone }) => {
      const floor = services.find(({ service }) => service === place.service)?.floor;
      if (floor === undefined) return [];
      return occurrences.filter(isAhead).map((window) => ({ floor, slug, title, zone, window }));
    })
    .toSorted((one, other) => one.window.startsAt.localeCompare(other.window.startsAt));
}
