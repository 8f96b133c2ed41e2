import type { ClusterEvent } from "@/contracts/cluster-event";

/** Whose events. */
export interface EventPlace {
  cluster: string;
  namespace: string;
  service: string;
}

/** Which of them; what is absent chooses all. */
export interface EventChoice {
  type?: ClusterEvent["type"] | undefined;
  /** A piece of the reason, the message or the object's name. */
  text?: string | undefined;
  /** Only older ones than this one. */
  before?: { lastAt: string; uid: string } | undefined;
  most: number;
}

/** Reads of the cluster's events as they were stored: 14 days, where the cluster forgets after an hour. */
export interface EventReads {
  /** Last seen first. */
  list(place: EventPlace, choice: EventChoice): Promise<readonly ClusterEvent[]>;
}
