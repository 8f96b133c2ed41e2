"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { tinykeys } from "tinykeys";
import type { ShellEnvironment } from "./environment";
import { navEntries } from "./nav-entries";
import { onOpenLayer, openKeys, openPalette, type ShellLayer } from "./open-layers";
import { environmentHref } from "./place";
import { recall, remember } from "./remember";
import {
  isBareKey,
  isTyping,
  onShortcuts,
  type ShortcutGroup,
  shortcutGroups,
  useShortcuts,
} from "./shortcuts";

const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette), {
  ssr: false,
});
const KeysDialog = dynamic(() => import("./keys-dialog").then((module) => module.KeysDialog), { ssr: false });

function bindAll(bare: boolean): () => void {
  const map: Record<string, (event: KeyboardEvent) => void> = {};
  for (const shortcut of shortcutGroups().flatMap((group) => group.shortcuts)) {
    if (!bare && isBareKey(shortcut.keys)) continue;
    map[shortcut.keys] = (event) => {
      if (isBareKey(shortcut.keys) && isTyping(event.target)) return;
      event.preventDefault();
      shortcut.run();
    };
  }
  return tinykeys(window, map);
}

function useGlobalKeys(environments: readonly ShellEnvironment[]): void {
  const router = useRouter();
  const everywhere = useMemo<ShortcutGroup>(
    () => ({
      label: "Everywhere",
      shortcuts: [
        { keys: "/", words: "Find", run: openPalette },
        { keys: "$mod+k", words: "Find and commands", run: openPalette },
        { keys: "Shift+?", words: "These keys", run: openKeys },
      ],
    }),
    [],
  );
  const go = useMemo<ShortcutGroup>(
    () => ({
      label: "Go to",
      shortcuts: navEntries.map((entry) => ({
        keys: `g ${entry.key}`,
        words: entry.label,
        run: () => router.push(entry.href),
      })),
    }),
    [router],
  );
  const places = useMemo<ShortcutGroup>(
    () => ({
      label: "Environment",
      shortcuts: environments.slice(0, 9).map(({ name }, index) => ({
        keys: `e ${index + 1}`,
        words: name,
        run: () => {
          remember("environment", name);
          router.push(
            environmentHref(window.location.pathname, new URLSearchParams(window.location.search), name),
          );
        },
      })),
    }),
    [environments, router],
  );
  useShortcuts(everywhere);
  useShortcuts(go);
  useShortcuts(places);
}

/** Binds all keys of the page and holds the two layers that keys open. */
export function Keyboard({
  environments,
  bareKeys,
}: {
  environments: readonly ShellEnvironment[];
  bareKeys?: boolean | undefined;
}) {
  const [bare, setBare] = useState(() => bareKeys ?? recall("keys") !== "off");
  const [layers, setLayers] = useState<Partial<Record<ShellLayer, boolean>>>({});
  useGlobalKeys(environments);
  useEffect(() => onOpenLayer((layer) => setLayers((before) => ({ ...before, [layer]: true }))), []);
  useEffect(() => {
    let stop = bindAll(bare);
    const ignore = onShortcuts(() => {
      stop();
      stop = bindAll(bare);
    });
    return () => {
      ignore();
      stop();
    };
  }, [bare]);
  const set = (layer: ShellLayer) => (open: boolean) => setLayers((before) => ({ ...before, [layer]: open }));
  const switchBare = (on: boolean) => {
    remember("keys", on ? "on" : "off");
    setBare(on);
  };
  return (
    <>
      {layers.palette === undefined ? null : (
        <CommandPalette open={layers.palette} onOpenChange={set("palette")} />
      )}
      {layers.keys === undefined ? null : (
        <KeysDialog open={layers.keys} onOpenChange={set("keys")} bare={bare} onBare={switchBare} />
      )}
    </>
  );
}
