"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { en } from "@/components/i18n/en";
import { Glyph } from "@/components/ui/glyph";
import { type Findings, findItems } from "./find-items";
import type { PaletteItem } from "./palette-source";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Search and commands in one list; arrows choose, Enter goes. Loaded with its first opening. */
export function CommandPalette({ open, onOpenChange }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim fade" />
        <Dialog.Viewport className="dialog-view">
          <Dialog.Popup className="layer palette fade" aria-label={en.shell.findShort}>
            <Finder onDone={() => onOpenChange(false)} />
            <Dialog.Close className="sr">Close</Dialog.Close>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function useFindings(query: string): Findings | null {
  const [findings, setFindings] = useState<Findings | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void findItems(query.trim(), abort.signal).then((found) => {
      if (!abort.signal.aborted) setFindings(found);
    });
    return () => abort.abort();
  }, [query]);
  return findings;
}

function Finder({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const findings = useFindings(query);
  const choose = (item: PaletteItem) => {
    onDone();
    if (item.href) router.push(item.href);
    else item.onSelect?.();
  };
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={findings?.groups ?? []}
      value={query}
      onValueChange={setQuery}
      itemToStringValue={(item: PaletteItem) => item.label}
      autoHighlight="always"
      keepHighlight
    >
      <div className="ask-line">
        <Glyph name="search" size={16} />
        <Autocomplete.Input placeholder={en.shell.find} aria-label={en.shell.find} />
        <span aria-hidden="true" className="key">
          Esc
        </span>
      </div>
      {findings?.failed ? (
        <p className="note red">Part of the search did not answer. What is listed is right, but not all.</p>
      ) : null}
      <Autocomplete.Empty>
        {findings && query ? <p className="note">Nothing is named “{query}”.</p> : null}
      </Autocomplete.Empty>
      <Autocomplete.List className="results">
        {(group: Findings["groups"][number]) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className="caption">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => (
                <Autocomplete.Item key={item.id} value={item} className="item" onClick={() => choose(item)}>
                  {item.glyph ? (
                    <Glyph name={item.glyph} size={item.glyph.startsWith("nav-") ? 16 : 12} />
                  ) : null}
                  <span className="cut">{item.label}</span>
                  {item.hint ? <span className="push faint xs nowrap">{item.hint}</span> : null}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
