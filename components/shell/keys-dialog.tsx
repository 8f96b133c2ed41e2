"use client";

import { Switch } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { isBareKey, shortcutGroups } from "./shortcuts";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  bare: boolean;
  onBare: (on: boolean) => void;
};

const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** How a key is written for people: `$mod+k` is Ctrl K, `g s` is g then s. */
export function keyWords(keys: string, mac: boolean): string[] {
  return keys
    .split(/[ +]/)
    .filter((key) => key !== "Shift")
    .map((key) => (key === "$mod" ? (mac ? "⌘" : "Ctrl") : key));
}

/** Every key that works on this page. */
export function KeysDialog({ open, onOpenChange, bare, onBare }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys">
      {shortcutGroups().map((group) => (
        <section key={group.label}>
          <h3 className="strong">{group.label}</h3>
          <div className="keys">
            {group.shortcuts.map((shortcut) => (
              <div key={shortcut.keys} className={!bare && isBareKey(shortcut.keys) ? "faint" : undefined}>
                <span>{shortcut.words}</span>
                <Kbd keys={keyWords(shortcut.keys, isMac())} />
              </div>
            ))}
          </div>
        </section>
      ))}
      <section>
        <Switch checked={bare} onChange={(event) => onBare(event.currentTarget.checked)}>
          Keys without Ctrl or ⌘ work on pages
        </Switch>
      </section>
    </Dialog>
  );
}
