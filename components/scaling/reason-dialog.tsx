"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { Problem } from "@/contracts/problem";
import { ReasonField, reasonMissing } from "./reason-field";
import { Refusal } from "./refusal";

const AskDialog = dynamic(() => import("@/components/ui/ask-dialog").then((module) => module.AskDialog), {
  ssr: false,
});

/**
 * A question that takes a reason. Its action waits for one; a "no" of the portal stands beside the reason, which keeps its
 * text.
 */
export function ReasonDialog({
  title,
  action,
  cancel,
  pending,
  problem,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  action: string;
  cancel?: string;
  /** While the request runs: what it does. */
  pending: string | false;
  problem: Problem | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  /** What happens, with its amount. */
  children: ReactNode;
}) {
  const [reason, setReason] = useState("");
  return (
    <AskDialog
      open
      onOpenChange={onClose}
      title={title}
      action={action}
      {...(cancel === undefined ? {} : { cancel })}
      busy={pending || reasonMissing(reason)}
      onConfirm={() => onConfirm(reason)}
    >
      <p>{children}</p>
      <Refusal problem={problem} />
      <ReasonField label="Reason" hint="Recorded with your name." value={reason} onChange={setReason} />
    </AskDialog>
  );
}
