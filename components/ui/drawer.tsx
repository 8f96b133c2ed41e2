"use client";

import { Drawer as Base } from "@base-ui/react/drawer";
import type { ReactNode } from "react";

export type DrawerProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
};

/** A sheet from the bottom for phones; swipe down or Escape closes it. Load it with `next/dynamic`. */
export function Drawer({ open, onOpenChange, title, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim fade" />
        <Base.Viewport className="drawer-view">
          <Base.Popup className="layer drawer">
            <Base.Content>
              <Base.Title className="title-lg">{title}</Base.Title>
              {children}
            </Base.Content>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
