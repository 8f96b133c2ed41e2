import clsx from "clsx";
import type { ReactNode } from "react";

/** A word in a small box. Red and amber keep their meaning: failing and look soon. */
export function Badge({
  tone = "plain",
  children,
}: {
  tone?: "plain" | "red" | "amber";
  children: ReactNode;
}) {
  return <span className={clsx("badge", tone !== "plain" && `is-${tone}`)}>{children}</span>;
}

/** A number of things that wait for me. Nothing is drawn for zero. */
export function Count({ value, label }: { value: number; label?: string }) {
  if (value <= 0) return null;
  return (
    <span className="count">
      {value}
      {label ? <span className="sr"> {label}</span> : null}
    </span>
  );
}
