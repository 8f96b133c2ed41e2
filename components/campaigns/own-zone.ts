import { useSyncExternalStore } from "react";

const nothing = (): (() => void) => () => undefined;

/** The zone of the reader's clock; UTC on the server and in the first rendering. */
export function useOwnZone(): string {
  return useSyncExternalStore(
    nothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}
