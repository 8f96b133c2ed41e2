/** One line of a menu. A line with a `disabledReason` stays, says why, and does nothing. */
export type MenuEntry =
  | { kind: "rule" }
  | { kind: "caption"; label: string }
  | {
      kind?: "action";
      label: string;
      /** Key hint at the right end. */
      hint?: string;
      /** Where it goes; else `onSelect` runs. */
      href?: string;
      onSelect?: () => void;
      disabledReason?: string;
      /** Drawn as one of several choices when set. */
      checked?: boolean;
    };
