"use client";

import { Menu } from "@base-ui/react/menu";
import NextLink from "next/link";
import type { RefObject } from "react";
import { Glyph } from "./glyph";
import type { MenuEntry } from "./menu-entry";

export type MenuLayerProps = {
  label: string;
  entries: readonly MenuEntry[];
  anchor: RefObject<HTMLElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  align?: "start" | "end";
};

type Action = Exclude<MenuEntry, { kind: "rule" } | { kind: "caption" }>;

/** The open menu. Loaded with the first press of a `MenuButton`. */
export function MenuLayer({ label, entries, anchor, open, onOpenChange, align = "start" }: MenuLayerProps) {
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange}>
      <Menu.Portal>
        <Menu.Positioner
          className="positioner"
          anchor={anchor}
          sideOffset={4}
          align={align}
          collisionPadding={8}
        >
          <Menu.Popup className="layer menu fade" aria-label={label} finalFocus={anchor}>
            {entries.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity, and entries keep their order while open
              <Line key={index} entry={entry} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Line({ entry }: { entry: MenuEntry }) {
  if (entry.kind === "rule") return <Menu.Separator className="rule" />;
  if (entry.kind === "caption") return <div className="caption">{entry.label}</div>;
  return <ActionLine entry={entry} />;
}

function ActionLine({ entry }: { entry: Action }) {
  const words = (
    <>
      <span>{entry.disabledReason ? `${entry.label}: ${entry.disabledReason}` : entry.label}</span>
      {entry.hint ? <kbd>{entry.hint}</kbd> : null}
      {entry.checked ? <Glyph name="tick" className="mark" /> : null}
    </>
  );
  if (entry.disabledReason) {
    return (
      <Menu.Item className="item" disabled>
        {words}
      </Menu.Item>
    );
  }
  if (entry.href) {
    return (
      <Menu.LinkItem className="item" closeOnClick render={<NextLink prefetch={false} href={entry.href} />}>
        {words}
      </Menu.LinkItem>
    );
  }
  if (entry.checked !== undefined) {
    return (
      <Menu.CheckboxItem
        className="item"
        closeOnClick
        checked={entry.checked}
        onCheckedChange={() => entry.onSelect?.()}
      >
        {words}
      </Menu.CheckboxItem>
    );
  }
  return (
    <Menu.Item className="item" onClick={() => entry.onSelect?.()}>
      {words}
    </Menu.Item>
  );
}
