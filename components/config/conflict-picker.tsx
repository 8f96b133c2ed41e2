"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ConfigConflict, ConfigView } from "@/contracts/config";
import type { ConfigDesk } from "./use-config";

const said = (value: string | null) => value ?? "taken out";

/** A key on which people disagree: every value with its author, and one button for each. */
export function ConflictPicker({
  conflict,
  view,
  desk,
}: {
  conflict: ConfigConflict;
  view: ConfigView;
  desk: ConfigDesk;
}) {
  const reason = view.mayEdit.allowed ? undefined : view.mayEdit.reason;
  const pick = (account?: string) =>
    desk.change.mutate({ verb: "choice", body: { key: conflict.key, ...(account ? { account } : {}) } });
  return (
    <Notice tone="amber">
      <span className="config-conflict">
        <span>
          <span className="mono">{conflict.key}</span>{" "}
          {conflict.kind === "people"
            ? "has different values. Pick one."
            : "was saved by somebody else meanwhile. Pick one."}
        </span>
        {conflict.edits.map((edit) => (
          <Button key={edit.account} small disabledReason={reason} onClick={() => pick(edit.account)}>
            Keep {said(edit.value)} of {edit.account}
          </Button>
        ))}
        <Button small disabledReason={reason} onClick={() => pick()}>
          Keep saved {conflict.saved ?? "(not set)"}
        </Button>
      </span>
    </Notice>
  );
}
