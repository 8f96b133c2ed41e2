"use client";

import clsx from "clsx";
import type { KeyboardEvent } from "react";

export type Segment<Value extends string> = { value: Value; label: string; disabledReason?: string };

export type SegmentedProps<Value extends string> = {
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  onChange: (value: Value) => void;
  className?: string;
};

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** A radio group drawn as joined buttons; arrow keys move and choose. */
export function Segmented<Value extends string>({
  label,
  value,
  segments,
  onChange,
  className,
}: SegmentedProps<Value>) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const free = segments.filter((segment) => !segment.disabledReason);
    const at = free.findIndex((segment) => segment.value === value);
    const next = free[(at + step + free.length) % free.length];
    if (!next) return;
    onChange(next.value);
    const button = event.currentTarget.children[segments.indexOf(next)];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className={clsx("seg", className)} role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {segments.map((segment) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be drawn as a joined button with one tab stop
        <button
          key={segment.value}
          type="button"
          role="radio"
          aria-checked={segment.value === value}
          aria-disabled={segment.disabledReason ? true : undefined}
          title={segment.disabledReason}
          aria-description={segment.disabledReason}
          tabIndex={segment.value === value ? 0 : -1}
          onClick={() => (segment.disabledReason ? undefined : onChange(segment.value))}
        >
          {segment.label}
        </button>
      ))}
    </div>
  );
}
