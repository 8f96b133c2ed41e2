import type { ReactNode } from "react";
import { Refusal } from "@/components/scaling/refusal";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import type { Environment } from "@/contracts/service";
import { PlanOutcome } from "./plan-outcome";
import { PlanTargets } from "./plan-targets";
import { PlanWhat } from "./plan-what";
import { PlanWhen } from "./plan-when";
import type { CampaignForm } from "./use-campaign-plan";
import "./campaigns.css";
import "./plan.css";

/** Why the plan cannot be sent now; nothing when it can. */
export function blockerOf({ sending, problems, plan, isCurrent, told }: CampaignForm): string | undefined {
  if (sending.isPending) return "Recording";
  const [missing] = problems.values();
  if (missing !== undefined) return missing;
  if (!plan || !isCurrent) return "What it would do is being counted.";
  if (!plan.may.create.allowed) return plan.may.create.reason;
  const [refusal] = told.values();
  return plan.refusals.length > 0 ? refusal : undefined;
}

/** The fields of a campaign with what they would do below; sent only when nothing blocks it. */
export function PlanFields({
  form,
  environments,
  label,
  send,
  back,
  blocked,
  children,
}: {
  form: CampaignForm;
  environments: readonly Environment[];
  label: string;
  send: string;
  back: { href: string; label: string };
  blocked: string | undefined;
  children?: ReactNode;
}) {
  return (
    <form
      className="stack"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === undefined && form.request) form.sending.mutate(form.request);
      }}
    >
      <div className="grid-2">
        <PlanWhat form={form} environments={environments} />
        <PlanWhen form={form} />
      </div>
      <PlanTargets form={form} />
      <PlanOutcome form={form} />
      {children}
      <Refusal problem={form.refused} />
      <div className="row plan-send">
        <ButtonLink href={back.href}>{back.label}</ButtonLink>
        <Button look="solid" type="submit" disabledReason={blocked}>
          {send}
        </Button>
      </div>
    </form>
  );
}
