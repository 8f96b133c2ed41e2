"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { HiddenPace } from "./hidden-pace";
import { LiveClient } from "./live-client";
import { LiveContext } from "./live-context";
import { MessageApplier } from "./message-applier";

/** A hidden tab paints no frames, so its patches would pile up: there they are applied at once. */
const beforePaint = (work: () => void): void => {
  if (document.visibilityState === "visible") requestAnimationFrame(work);
  else work();
};

/** Joins the browser's one stream and keeps the query cache fresh. Stands inside `QueryProvider`, once per page. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [client, setClient] = useState<LiveClient | null>(null);

  useEffect(() => {
    const applier = new MessageApplier(queries, beforePaint);
    const pace = new HiddenPace({
      isHidden: () => document.visibilityState === "hidden",
      apply: (message) => applier.apply(message),
    });
    const joined = new LiveClient((message) => pace.hear(message));
    const wake = (): void => joined.wake();
    const seen = (): void => {
      if (document.visibilityState === "hidden") return;
      pace.catchUp();
      joined.wake();
    };
    const leave = (): void => joined.leave();
    const comeBack = (event: PageTransitionEvent): void => void (event.persisted && joined.comeBack());
    setClient(joined);
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", comeBack);
    return () => {
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", comeBack);
      pace.close();
      joined.leave();
    };
  }, [queries]);

  return <LiveContext value={client}>{children}</LiveContext>;
}
