"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from "react";
import { type Place, placeOf } from "./place";

/** What a page knows about itself that its address does not say. */
export type ShellFactsValue = { environment?: string; title?: string; back?: string };

type Store = { facts: ShellFactsValue; setFacts: (facts: ShellFactsValue) => void };

const FactsContext = createContext<Store>({ facts: {}, setFacts: () => undefined });

export function ShellFactsProvider({ children }: { children: ReactNode }) {
  const [facts, setFacts] = useState<ShellFactsValue>({});
  const store = useMemo(() => ({ facts, setFacts }), [facts]);
  return <FactsContext.Provider value={store}>{children}</FactsContext.Provider>;
}

/** Rendered by a page whose address does not name its environment or title, such as a rollout. Draws nothing. */
export function ShellFacts({ environment, title, back }: ShellFactsValue) {
  const { setFacts } = useContext(FactsContext);
  useLayoutEffect(() => {
    setFacts({
      ...(environment ? { environment } : {}),
      ...(title ? { title } : {}),
      ...(back ? { back } : {}),
    });
    return () => setFacts({});
  }, [environment, title, back, setFacts]);
  return null;
}

/** Where we are: the page's own facts, then its address, then the environment that this person used last. */
export function usePlace(remembered?: string): Place & { environment: string | undefined } {
  const pathname = usePathname();
  const search = useSearchParams();
  const { facts } = useContext(FactsContext);
  const place = placeOf(pathname, new URLSearchParams(search));
  return { ...place, ...facts, environment: facts.environment ?? place.environment ?? remembered };
}
