"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { type FormEvent, type ReactNode, useRef } from "react";
import { Glyph } from "./glyph";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Words at the right end of the head: the plan's number and its age. Hidden on a phone. */
  aside?: ReactNode;
  /** Buttons, the primary one last; sticks to the bottom on a phone. */
  footer?: ReactNode;
  /** With it the whole dialog is one form. */
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  /** `<section>` elements. */
  children: ReactNode;
};

/** A dialog 880 wide, the full screen on a phone. Closing it never cancels what it started. Load it with `next/dynamic`. */
export function Dialog({ open, onOpenChange, title, aside, footer, onSubmit, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim fade" />
        <Base.Viewport className="dialog-view">
          <Base.Popup
            ref={popup}
            className="layer dialog fade"
            // The choice that stands is where one goes on; without one the first control.
            initialFocus={() => popup.current?.querySelector<HTMLElement>("section input:checked") ?? true}
            {...(onSubmit ? { render: <form onSubmit={onSubmit} /> } : {})}
          >
            <header>
              <Base.Title>{title}</Base.Title>
              {aside ? <span className="push pair xs dim">{aside}</span> : <span className="push" />}
              <Base.Close className="btn bare small" aria-label="Close">
                <Glyph name="close" />
              </Base.Close>
            </header>
            {children}
            {footer ? <footer>{footer}</footer> : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
