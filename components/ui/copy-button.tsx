"use client";

import { useState } from "react";
import { announce } from "./live-region";

export type CopyButtonProps = {
  /** Exact text that goes to the clipboard. */
  text: string;
  /** What is copied, for the accessible name: "CLI command". */
  what: string;
  label?: string;
};

/** A small link-like button that copies and says so. */
export function CopyButton({ text, what, label = "Copy" }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
      announce(`${what} copied`);
    } catch {
      setState("refused");
      announce(`The browser refused to copy ${what}`);
    }
  };
  const words = { idle: label, copied: "Copied", refused: "Not copied" }[state];
  return (
    <button
      type="button"
      className="link-btn xs nowrap"
      aria-label={`${label} ${what}`}
      onClick={copy}
      onBlur={() => setState("idle")}
    >
      {words}
    </button>
  );
}
