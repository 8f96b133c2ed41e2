"use client";

import { useEffect, useState } from "react";

type Urgency = "polite" | "assertive";
type Listener = (text: string, urgency: Urgency) => void;

const listeners = new Set<Listener>();

/** Says one sentence to assistive technology; `assertive` only when my own action failed. */
export function announce(text: string, urgency: Urgency = "polite"): void {
  for (const listener of listeners) listener(text, urgency);
}

/** The two live regions of the page; the shell renders them once. */
export function LiveRegions() {
  const [said, setSaid] = useState<Record<Urgency, string>>({ polite: "", assertive: "" });
  useEffect(() => {
    const listen: Listener = (text, urgency) =>
      // The same sentence twice must change the node to be read twice: a no-break space makes it another text.
      setSaid((before) => ({ ...before, [urgency]: before[urgency] === text ? `${text}\u00a0` : text }));
    listeners.add(listen);
    return () => {
      listeners.delete(listen);
    };
  }, []);
  return (
    <>
      <div className="sr" aria-live="polite" data-live="polite">
        {said.polite}
      </div>
      <div className="sr" aria-live="assertive" data-live="assertive">
        {said.assertive}
      </div>
    </>
  );
}
