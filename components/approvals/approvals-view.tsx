"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useLive } from "@/components/live/use-live";
import { type ApprovalBox, approvalsQuery } from "@/components/queries/approvals";
import { Loaded } from "@/components/queries/loaded";
import { TabLinks } from "@/components/ui/tab-links";
import type { ApprovalInbox } from "@/contracts/approval";
import { approvalBoxes } from "@/contracts/approval-boxes";
import { ApprovalItems } from "./approval-items";
import { ReviewPanel } from "./review-panel";
import { ScalingItems } from "./scaling-items";
import "./approvals.css";

const words: Readonly<Record<ApprovalBox, string>> = {
  mine: "For me",
  team: "My team",
  sent: "Sent by me",
  done: "Done",
};
const empty: Readonly<Record<ApprovalBox, string>> = {
  mine: "Nothing waits for you.",
  team: "Nothing waits for your team.",
  sent: "You asked for nothing that is still open.",
  done: "No decisions yet.",
};

/** `j` and `k` open the next and the previous request. */
function useInboxKeys(ids: readonly string[], open: string | null, box: string) {
  const router = useRouter();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      if (step === undefined || event.target instanceof HTMLInputElement || event.metaKey || event.ctrlKey)
        return;
      const next = ids[ids.indexOf(open ?? "") + step];
      if (next) router.push(`/approvals/${next}?box=${box}`);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [ids, open, box, router]);
}

/** The four boxes, each with how many requests wait in it. */
function Boxes({ box, counts }: { box: ApprovalBox; counts: ApprovalInbox["counts"] | undefined }) {
  const tabs = approvalBoxes.map((name) => ({
    label: words[name],
    href: `/approvals?box=${name}`,
    current: name === box,
    ...(name !== "done" && counts?.[name] ? { count: counts[name] } : {}),
  }));
  return <TabLinks label="Box" tabs={tabs} />;
}

/** The inbox beside the review. `open` is the request in the address; without one the first stands open on wide screens. */
export function ApprovalsView({ box, open }: { box: ApprovalBox; open: string | null }) {
  const query = useQuery(approvalsQuery(box));
  useLive(["me"]);
  const ids = query.data?.items.map((item) => item.deployment.id) ?? [];
  useInboxKeys(ids, open, box);
  const shown = open ?? (box === "done" ? null : (ids[0] ?? null));
  return (
    <>
      <div className="page-head">
        <h1>Approvals</h1>
      </div>
      <Boxes box={box} counts={query.data?.counts} />
      <Loaded query={query} label="Loading approvals" rows={4}>
        {({ items, scaling }) => (
          <div className={clsx("inbox", open && "reviewing")}>
            <section className="panel items-panel" aria-label={words[box]}>
              {items.length > 0 ? <ApprovalItems items={items} open={shown} box={box} /> : null}
              {scaling.length > 0 ? <ScalingItems requests={scaling} /> : null}
              {items.length + scaling.length === 0 ? <p className="panel-body dim">{empty[box]}</p> : null}
              <p className="xs faint hint wide-only">
                <kbd>j</kbd> <kbd>k</kbd> move, <kbd>a</kbd> then <kbd>Ctrl</kbd> <kbd>Enter</kbd> approve,{" "}
                <kbd>r</kbd> reject
              </p>
            </section>
            {shown ? (
              <div className={open ? undefined : "wide-only"}>
                <ReviewPanel id={shown} alone={open !== null} />
              </div>
            ) : null}
          </div>
        )}
      </Loaded>
    </>
  );
}
