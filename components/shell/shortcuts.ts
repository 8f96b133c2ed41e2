import { useEffect } from "react";

/** One key or sequence and what it does. `keys` in tinykeys words: `g s`, `d`, `$mod+Enter`. */
export type Shortcut = {
  keys: string;
  words: string;
  run: () => void;
};

export type ShortcutGroup = { label: string; shortcuts: readonly Shortcut[] };

const groups = new Set<ShortcutGroup>();
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** All groups that are on the page now. */
export const shortcutGroups = (): readonly ShortcutGroup[] => [...groups];

/** Called when groups come or go. Gives the way to stop. */
export function onShortcuts(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Binds keys while the calling component is on the page and lists them behind `?`. Keep the group's identity. */
export function useShortcuts(group: ShortcutGroup): void {
  useEffect(() => {
    groups.add(group);
    tell();
    return () => {
      groups.delete(group);
      tell();
    };
  }, [group]);
}

/** Whether a key press belongs to a field, a menu or a dialog, where single letters mean letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable=''], [contenteditable=true]")) return true;
  return target.closest("[role=menu], [role=dialog], [role=alertdialog]") !== null;
}

/** Whether a binding needs no modifier, so that a person must be able to switch it off (WCAG 2.1.4). */
export function isBareKey(keys: string): boolean {
  return !/\$mod|Control|Meta|Alt/.test(keys);
}
