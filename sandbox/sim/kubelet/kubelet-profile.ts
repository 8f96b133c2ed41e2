/** A span of milliseconds; a value in it is drawn from the cluster's random stream. */
export type Span = readonly [number, number];

/** How long the steps of a pod's life take, in sandbox milliseconds. */
export interface KubeletProfile {
  /** From binding to the first status. */
  admit: Span;
  /** Pulling an image that the node does not have yet. */
  pull: Span;
  /** From image to a running container. */
  create: Span;
  /** From running to ready. */
  warmUp: Span;
  /** From running to exit for containers that crash. */
  crash: Span;
  /** Working time of a container that ends by itself (Jobs). */
  work: Span;
  /** Time that a container needs to end after its preStop hook. */
  drain: Span;
  /** No termination takes longer, whatever preStop hook and grace say. */
  longestTermination: number;
  /** Start of a build with the fault slow-start. */
  slowStart: number;
  /** First pause between crashes or failed pulls; doubled each time. */
  backOff: number;
  longestBackOff: number;
}

/** A rollout is lively but quick: 1.5 to 4 s from binding to ready. */
export const livelyProfile: KubeletProfile = {
  admit: [20, 80],
  pull: [300, 800],
  create: [150, 400],
  warmUp: [1000, 2600],
  crash: [400, 1200],
  work: [2000, 6000],
  drain: [200, 800],
  longestTermination: 3000,
  slowStart: 140_000,
  backOff: 10_000,
  longestBackOff: 300_000,
};

/** For tests that wait for real pods: a tenth of the lively times, and short pauses between crashes. */
export const swiftProfile: KubeletProfile = {
  admit: [2, 8],
  pull: [20, 60],
  create: [15, 40],
  warmUp: [60, 200],
  crash: [40, 120],
  work: [200, 600],
  drain: [20, 80],
  longestTermination: 300,
  slowStart: 14_000,
  backOff: 1000,
  longestBackOff: 30_000,
};
