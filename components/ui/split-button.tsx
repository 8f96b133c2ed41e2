import type { ReactNode } from "react";

/** Two buttons drawn as one: the action, then the button with its variants. */
export function SplitButton({ children }: { children: ReactNode }) {
  return <span className="split-btn">{children}</span>;
}
