"use client";

import { Glyph } from "@/components/ui/glyph";
import { MenuButton } from "@/components/ui/menu-button";
import type { PodSeen } from "@/contracts/pod";
import { restartsOf } from "./filter-pods";
import { podSuffix } from "./pod-view";

/** What one does with a pod from its row. */
export function PodMenu({ pod, onLogs }: { pod: PodSeen; onLogs: (pod: string, previous: boolean) => void }) {
  return (
    <MenuButton
      label={`Menu of pod ${podSuffix(pod.name)}`}
      className="more"
      align="end"
      entries={() => [
        { label: "Read its log", onSelect: () => onLogs(pod.name, false) },
        {
          label: "Read the log before the last restart",
          onSelect: () => onLogs(pod.name, true),
          ...(restartsOf(pod) === 0 ? { disabledReason: "None of its containers was restarted." } : {}),
        },
        { kind: "rule" },
        { label: "Copy the name", onSelect: () => void navigator.clipboard.writeText(pod.name) },
      ]}
    >
      <Glyph name="dots" />
    </MenuButton>
  );
}
