import { useEffect, useState } from "react";

const sleepAfterMs = 30_000;

/** False once the tab was hidden for half a minute; true again when it is looked at. */
export function useAwake(): boolean {
  const [isAwake, setAwake] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") setAwake(true);
      else timer = setTimeout(() => setAwake(false), sleepAfterMs);
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return isAwake;
}
