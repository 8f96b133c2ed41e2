"use client";

import { Drawer as Base } from "@base-ui/react/drawer";
import clsx from "clsx";
import type { ReactNode } from "react";
import { Glyph } from "./glyph";

export type DrawerProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Stands at the right edge with a button that closes it, where there is room; long content scrolls. */
  side?: boolean;
  children: ReactNode;
};

/** A sheet from the bottom for phones; swipe down or Escape closes it. Load it with `next/dynamic`. */
export function Drawer({ open, onOpenChange, title, side = false, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim fade" />
        <Base.Viewport className={clsx("drawer-view", side && "at-side")}>
          <Base.Popup className="layer drawer">
            <Base.Content>
              <div className="row">
                <Base.Title className="title-lg break">{title}</Base.Title>
                {side ? (
                  <Base.Close className="btn bare small push" aria-label="Close">
                    <Glyph name="close" />
                  </Base.Close>
                ) : null}
              </div>
              {children}
            </Base.Content>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
