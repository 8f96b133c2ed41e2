"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ConfigView } from "@/contracts/config";
import type { ConfigDesk } from "./use-config";

const said = (value: string | null) => value ?? "not set";

/** Says what the next version takes over from a newer base, and makes that version when nothing is staged. */
export function BasePending({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const { base, version, staged } = view;
  if (version === 0 || base.pending.length === 0) return null;
  const next = version + 1;
  const save = () =>
    desk.record.mutate({
      verb: "versions",
      body: { message: `take over base ${base.version}`, base: version },
    });
  return (
    <Notice
      tone="amber"
      action={
        staged.length > 0 ? undefined : (
          <Button
            small
            disabledReason={view.mayEdit.allowed ? undefined : view.mayEdit.reason}
            onClick={save}
          >
            Save version {next} with base {base.version}
          </Button>
        )
      }
    >
      <span className="block">
        Base {base.version} is newer than version {version}
        {base.used > 0 ? `, which was made over base ${base.used}` : ""}. Nothing here changes by itself:
        version {next} takes it over.
      </span>
      {base.pending.map(({ key, left, right }) => (
        <span key={key} className="block mono xs break">
          {key}: {said(left)} becomes {said(right)}
        </span>
      ))}
    </Notice>
  );
}
