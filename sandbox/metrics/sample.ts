/** Label names and values. */
export type Labels = Readonly<Record<string, string>>;

/** What went through one door in the time of a sample. */
export interface DoorReading {
  namespace: string;
  service: string;
  color: string;
  answered: number;
  refused: number;
  expired: number;
  /** Mean seconds of the answers. */
  latency: number;
  /** CPU of a pod behind the door, as a share of its request. */
  cpu: number;
  /** Requests under way in each of them. */
  inFlight: number;
}

/** A figure that stands until it changes. */
export interface GaugeReading {
  name: string;
  labels: Labels;
  value: number;
}

/** A ready pod. */
export interface PodReading {
  namespace: string;
  pod: string;
  container: string;
  /** Key of the door that it serves; empty while it idles. */
  door: string;
  /** Cores and bytes. */
  cpuRequest: number;
  memoryRequest: number;
}

/** Everything that is known of one moment. */
export interface Reading {
  at: number;
  doors: readonly DoorReading[];
  gauges: readonly GaugeReading[];
  pods: readonly PodReading[];
}

/** Samples stand on whole multiples of this. */
export const slotMs = 15_000;
/** Samples of one hour are kept and dropped together. */
export const hourMs = 3_600_000;
export const slotsPerHour = hourMs / slotMs;
/** Older samples are dropped. */
export const keepMs = 24 * hourMs;

/** Identity of a door: it changes with the color that the Service selects. */
export const doorId = (door: Pick<DoorReading, "namespace" | "service" | "color">): string =>
  `${door.namespace}/${door.service}/${door.color}`;
