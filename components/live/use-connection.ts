"use client";

import { useContext, useSyncExternalStore } from "react";
import { type ConnectionState, connecting } from "./connection-state";
import { LiveContext } from "./live-context";

const nothing = (): (() => void) => () => undefined;
const unknown = (): ConnectionState => connecting;

/** State of the live connection, for the age of what is shown. */
export function useConnection(): ConnectionState {
  const client = useContext(LiveContext);
  return useSyncExternalStore(client?.subscribe ?? nothing, client?.state ?? unknown, unknown);
}
