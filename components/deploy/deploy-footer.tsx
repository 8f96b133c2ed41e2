import { problemOf } from "@/components/queries/problem-error";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { Plan } from "@/contracts/plan";
import type { useDeployForm } from "./use-deploy-form";

type Form = ReturnType<typeof useDeployForm>;

/** Why the dialog's request may not be sent, or nothing. */
export function blocker({ plan: { data: plan, error }, chosen, reason }: Form): string | undefined {
  if (chosen === null) return "None of these builds may go here. Choose one to read why";
  if (error) return "There is no plan for this build";
  if (!plan) return "The plan is being rendered";
  const blocked = plan.checks.find((check) => check.outcome === "blocked");
  if (blocked) return blocked.sentence;
  return plan.approvals.required > 0 && reason.trim() === "" ? "Say why: approvers read it" : undefined;
}

function actionLabel(plan: Plan | undefined): string {
  if (!plan) return "Deploy";
  if (plan.approvals.required > 0) return "Ask for approval";
  return plan.candidate ? `Start warming ${plan.candidate}` : "Start the rollout";
}

/** Reason, cancel, and the one button whose text says what it does. A refusal is shown here and loses nothing. */
export function DeployFooter({ form, onCancel }: { form: Form; onCancel: () => void }) {
  const plan = form.plan.data;
  const refused = form.request.error ? problemOf(form.request.error) : null;
  return (
    <>
      <Input
        className="reason"
        aria-label="Reason"
        before={<span className="faint">Reason</span>}
        value={form.reason}
        maxLength={500}
        onChange={(event) => form.setReason(event.target.value)}
      />
      {refused ? (
        <span className="red xs" role="alert">
          {refused.detail}
        </span>
      ) : null}
      <span className="push" />
      <Button onClick={onCancel}>Cancel</Button>
      <Button look="solid" type="submit" disabledReason={form.request.isPending ? "Asking" : blocker(form)}>
        {actionLabel(plan)}
      </Button>
    </>
  );
}
