"use client";

import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

/**
 * Holds a control that may not act together with the sentence that says why and who can.
 * The sentence is the control's description; it shows on hover and focus, closes with Escape, and stands under
 * the control where there is no hover.
 */
export function DisabledReason({
  reason,
  side = "end",
  children,
}: {
  reason: string;
  /** Edge of the control with which the sentence lines up. */
  side?: "start" | "end";
  children: (descriptionId: string) => ReactNode;
}) {
  const id = useId();
  const [closed, setClosed] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") setClosed(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for Escape of the control inside
    <span
      className="reasoned"
      data-side={side}
      data-closed={closed ? "" : undefined}
      onKeyDown={onKeyDown}
      onBlur={() => setClosed(false)}
      onPointerEnter={() => setClosed(false)}
    >
      {children(id)}
      <span className="tip" role="tooltip" id={id}>
        {reason}
      </span>
    </span>
  );
}
