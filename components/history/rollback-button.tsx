"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useVerb } from "@/components/rollout/use-verb";
import { verbText } from "@/components/rollout/verb-texts";
import { Button } from "@/components/ui/button";
import type { DeploymentDetail } from "@/contracts/deployment";

const AskDialog = dynamic(() => import("@/components/ui/ask-dialog").then((module) => module.AskDialog), {
  ssr: false,
});

/** Starts a rollback to this archived release, or says why it cannot be. */
export function RollbackButton({ detail }: { detail: DeploymentDetail }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const verb = useVerb(detail, (answer) => router.push(`/r/${answer.deploymentId}`));
  const text = verbText("rollback", detail);
  return (
    <>
      <Button
        look="solid"
        disabledReason={detail.rollback.allowed ? undefined : detail.rollback.reason}
        onClick={() => setAsking(true)}
      >
        {text.label}
      </Button>
      {asking ? (
        <AskDialog
          open
          onOpenChange={setAsking}
          title={text.question}
          action={text.label}
          busy={verb.isPending ? "Asking" : undefined}
          onConfirm={() => verb.mutate("rollback")}
        >
          {text.explanation}
        </AskDialog>
      ) : null}
    </>
  );
}
