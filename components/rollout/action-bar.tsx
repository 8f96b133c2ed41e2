"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { PlainVerb } from "@/components/queries/deployment-verbs";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import type { DeploymentDetail } from "@/contracts/deployment";
import { useVerb } from "./use-verb";
import { primaryVerb, verbOrder, verbText } from "./verb-texts";

const AskDialog = dynamic(() => import("@/components/ui/ask-dialog").then((module) => module.AskDialog), {
  ssr: false,
});

/** Ctrl or Cmd with Enter asks for the primary action, as everywhere. */
function usePrimaryKey(verb: PlainVerb | undefined, ask: (verb: PlainVerb) => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (verb && event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask(verb);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [verb, ask]);
}

function reasonLine(detail: DeploymentDetail, primary: PlainVerb | undefined): string | null {
  const eligible = primary && detail.actions[primary];
  if (!eligible) return null;
  if (!eligible.allowed) return eligible.reason;
  return detail.undo.kind === "none" ? null : detail.undo.sentence;
}

function Hint({ detail, primary }: { detail: DeploymentDetail; primary: PlainVerb | undefined }) {
  const reason = reasonLine(detail, primary);
  return (
    <>
      {primary && detail.actions[primary]?.allowed ? (
        <p className="why xs dim wide-only">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd> opens the dialog. Recorded under your name
        </p>
      ) : null}
      {reason ? <p className="why xs dim">{reason}</p> : null}
    </>
  );
}

interface VerbButtonProps {
  name: PlainVerb;
  detail: DeploymentDetail;
  solid: boolean;
  onAsk: (verb: PlainVerb) => void;
}

function VerbButton({ name, detail, solid, onAsk }: VerbButtonProps) {
  const eligible = detail.actions[name];
  if (!eligible) return null;
  return (
    <Button
      look={solid ? "solid" : "quiet"}
      disabledReason={eligible.allowed ? undefined : eligible.reason}
      onClick={() => onAsk(name)}
    >
      {verbText(name, detail).label}
    </Button>
  );
}

function ReviewLink({ detail }: { detail: DeploymentDetail }) {
  const { approve } = detail.actions;
  if (!approve) return null;
  return (
    <ButtonLink href={`/approvals/${detail.id}`} look={approve.allowed ? "solid" : "quiet"}>
      Review
    </ButtonLink>
  );
}

/** The one primary action of the phase and what else may be done; a button that may not be pressed says why and who can. */
export function ActionBar({ detail }: { detail: DeploymentDetail }) {
  const router = useRouter();
  const [asked, setAsked] = useState<PlainVerb | null>(null);
  const verb = useVerb(detail, (answer) => {
    setAsked(null);
    if (answer.deploymentId !== detail.id) router.push(`/r/${answer.deploymentId}`);
  });
  const primary = primaryVerb(detail);
  usePrimaryKey(primary && detail.actions[primary]?.allowed ? primary : undefined, setAsked);
  const text = asked && verbText(asked, detail);
  return (
    <div className="side-col">
      <div className="acts">
        {verbOrder.map((name) => (
          <VerbButton key={name} name={name} detail={detail} solid={name === primary} onAsk={setAsked} />
        ))}
        <ReviewLink detail={detail} />
      </div>
      <Hint detail={detail} primary={primary} />
      {text && asked ? (
        <AskDialog
          open
          onOpenChange={(open) => (open ? undefined : setAsked(null))}
          title={text.question}
          action={text.label}
          busy={verb.isPending ? "Asking" : undefined}
          onConfirm={() => verb.mutate(asked)}
        >
          {text.explanation}
        </AskDialog>
      ) : null}
    </div>
  );
}
