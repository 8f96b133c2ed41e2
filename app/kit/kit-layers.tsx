"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { openKeys, openPalette } from "@/components/shell/open-layers";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { MenuButton, type MenuEntry } from "@/components/ui/menu-button";
import { notify } from "@/components/ui/notify";
import { Panel } from "@/components/ui/panel";

const Dialog = dynamic(() => import("@/components/ui/dialog").then((module) => module.Dialog), {
  ssr: false,
});
const AskDialog = dynamic(() => import("@/components/ui/ask-dialog").then((module) => module.AskDialog), {
  ssr: false,
});
const Drawer = dynamic(() => import("@/components/ui/drawer").then((module) => module.Drawer), {
  ssr: false,
});
const Popover = dynamic(() => import("@/components/ui/popover").then((module) => module.Popover), {
  ssr: false,
});
const Tooltip = dynamic(() => import("@/components/ui/tooltip").then((module) => module.Tooltip), {
  ssr: false,
});

const entries: MenuEntry[] = [
  { label: "Deploy", hint: "d", onSelect: () => undefined },
  { label: "Logs", hint: "l", href: "/kit" },
  { label: "Only mine", checked: true, onSelect: () => undefined },
  { kind: "rule" },
  { label: "Roll back", onSelect: () => undefined },
  { label: "Restart", disabledReason: "team payment only" },
  { label: "Copy CLI command", onSelect: () => undefined },
];

/** What opens above the page. */
export function KitLayers() {
  const [open, setOpen] = useState<"dialog" | "ask" | "drawer" | null>(null);
  const bind = (name: "dialog" | "ask" | "drawer") => ({
    open: open === name,
    onOpenChange: (on: boolean) => setOpen(on ? name : null),
  });
  return (
    <Panel title="Layers" note="they alone have a shadow; their code is fetched when they open">
      <div className="kit-body">
        <div className="row">
          <MenuButton label="Menu of payment-history-api" entries={entries}>
            Menu <Glyph name="down" />
          </MenuButton>
          <Button onClick={() => setOpen("dialog")}>Open dialog</Button>
          <Button onClick={() => setOpen("ask")}>Ask a question</Button>
          <Button onClick={() => setOpen("drawer")}>Open drawer</Button>
          <Button onClick={openPalette}>Find</Button>
          <Button onClick={openKeys}>Keys</Button>
          <Popover label="Details" trigger={<Button>Details</Button>}>
            prod-1-b-6, 3.1 of 32 CPU free
          </Popover>
          <Tooltip words="prod-1-b-6, 3.1 of 32 CPU free">
            <Button>Hover me</Button>
          </Tooltip>
        </div>
        <Toasts />
        <Dialog
          {...bind("dialog")}
          title="Deploy payment-history-api to production"
          aside="fresh, rendered 4 s ago"
          footer={<Footer />}
        >
          <section>Builds, options and what changes stand here.</section>
        </Dialog>
        <AskDialog
          {...bind("ask")}
          title="Switch to green?"
          action="Switch 10.8 req/s"
          onConfirm={() => setOpen(null)}
        >
          Green takes 10.8 req/s with 4 of 4 pods. Blue stays warm for 10 min; switching back is instant.
        </AskDialog>
        <Drawer {...bind("drawer")} title="More">
          <p>What a phone has no place for.</p>
        </Drawer>
      </div>
    </Panel>
  );
}

function Toasts() {
  const record = { label: "A-48213", href: "/history" };
  return (
    <div className="row">
      <Button onClick={() => notify({ state: "asked", text: "Asked 14:02:11, waiting for prod-1" })}>
        Toast: asked
      </Button>
      <Button onClick={() => notify({ state: "done", text: "Switched 10.8 req/s to green.", record })}>
        Toast: done
      </Button>
      <Button onClick={() => notify({ state: "failed", text: "Not switched: 2 of 4 pods are ready." })}>
        Toast: failed
      </Button>
    </div>
  );
}

function Footer() {
  return (
    <>
      <span className="push" />
      <Button>Cancel</Button>
      <Button look="solid">Ask for approval</Button>
    </>
  );
}
