"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { type ReactNode, useId, useRef, useState } from "react";
import type { MenuEntry } from "./menu-entry";

export type { MenuEntry };

const loadLayer = () => import("./menu-layer").then((module) => module.MenuLayer);
const MenuLayer = dynamic(loadLayer, { ssr: false });

export type MenuButtonProps = {
  /** Accessible name of the button and of the menu: "Menu of payment-history-api". */
  label: string;
  entries: readonly MenuEntry[] | (() => readonly MenuEntry[]);
  /** Classes of the button: `btn`, `more`, `avatar`. */
  className?: string;
  align?: "start" | "end";
  children: ReactNode;
};

/** A button that opens a menu. The menu's code is fetched when the pointer or the focus comes near. */
export function MenuButton({
  label,
  entries,
  className = "btn",
  align = "start",
  children,
}: MenuButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const toggle = () => {
    setUsed(true);
    setOpen((was) => !was);
  };
  return (
    <>
      <button
        ref={button}
        id={id}
        type="button"
        className={clsx(className)}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => void loadLayer()}
        onFocus={() => void loadLayer()}
        onClick={toggle}
      >
        {children}
      </button>
      {used ? (
        <MenuLayer
          label={label}
          entries={typeof entries === "function" ? entries() : entries}
          anchor={button}
          open={open}
          onOpenChange={setOpen}
          align={align}
        />
      ) : null}
    </>
  );
}
