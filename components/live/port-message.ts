import type { StreamMessage } from "@/contracts/stream";
import type { ConnectionState } from "./connection-state";

/** What a tab tells the connection. `since`: cursor of the oldest of what it shows. */
export type FromTab =
  | { type: "topics"; topics: readonly string[]; since: string | undefined }
  | { type: "wake" }
  | { type: "bye" };

/** What the connection tells a tab. */
export type ToTab = { type: "state"; state: ConnectionState } | { type: "message"; message: StreamMessage };
