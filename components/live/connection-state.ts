/** How fresh what a page shows is. `stale`: open, but silent; `offline`: being reconnected; `signedOut`: the session is over. */
export type LiveStatus = "connecting" | "live" | "stale" | "offline" | "signedOut";

export interface ConnectionState {
  status: LiveStatus;
  /** When this status began, ms since the epoch. */
  since: number;
  /** When the server last said anything; null before the first word. */
  heardAt: number | null;
}

export const connecting: ConnectionState = { status: "connecting", since: 0, heardAt: null };
