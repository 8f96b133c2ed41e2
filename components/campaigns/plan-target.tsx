import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Glyph } from "@/components/ui/glyph";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { CampaignPlan } from "@/contracts/campaign-plan";
import { errorOf } from "./field-error";
import type { TargetDraft } from "./plan-draft";
import type { CampaignForm } from "./use-campaign-plan";

type Planned = CampaignPlan["targets"][number];

/** "4 → 24, base 4 to 24, ceiling 60". */
function Becomes({ planned }: { planned: Planned | undefined }) {
  if (!planned) return <span className="faint">Now and planned come when all fields are filled.</span>;
  const { now, floor, base, ceiling, cluster, pool } = planned;
  return (
    <>
      <span className="pair">
        <span className="sr">now</span> {now ?? "?"} <Glyph name="to" label="becomes" />{" "}
        <b>{Math.max(floor, now ?? 0)}</b> pods
      </span>
      <span className="why">
        {base ? `base ${base.min} to ${base.max}` : "fixed number"}
        {ceiling === null ? "" : `, ceiling ${ceiling}`}, pool {pool} of {cluster}
      </span>
    </>
  );
}

function Proposal({ planned, onTake }: { planned: Planned | undefined; onTake: (floor: number) => void }) {
  if (!planned?.proposed) return null;
  const { floor, sentence } = planned.proposed;
  return (
    <p className="proposal why">
      {sentence}{" "}
      {floor === planned.floor ? null : (
        <Button small onClick={() => onTake(floor)} aria-label={`Take ${floor} for ${planned.service}`}>
          Take {floor}
        </Button>
      )}
    </p>
  );
}

/** One service of the plan: its floor, what that makes of it, and the figures of a proposal. */
export function PlanTarget({ form, target, at }: { form: CampaignForm; target: TargetDraft; at: number }) {
  const { service } = target;
  const planned = form.plan?.targets.find((each) => each.service === service);
  const number = (name: "floor" | "peakRps" | "rpsPerPod", label: string, unit: string) => (
    <Field label={label} error={errorOf(form, `targets.${at}.${name}`, target[name])}>
      {(control) => (
        <Input
          {...control}
          aria-label={`${label} of ${service}`}
          inputMode="decimal"
          value={target[name]}
          after={<span className="dim">{unit}</span>}
          onChange={(event) => form.writeTarget(at, { [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <li aria-label={service}>
      <span className="who">
        <b className="break">{service}</b>
        <Becomes planned={planned} />
        {form.told.has(`targets.${at}.service`) ? (
          <span className="why red" role="alert">
            {form.told.get(`targets.${at}.service`)}
          </span>
        ) : null}
      </span>
      {number("floor", "Floor", "pods")}
      {number("peakRps", "Expected peak", "req/s")}
      {number("rpsPerPod", "One pod takes", "req/s")}
      <IconButton glyph="close" label={`Remove ${service}`} onClick={() => form.removeTarget(at)} />
      <Proposal planned={planned} onTake={(floor) => form.writeTarget(at, { floor: `${floor}` })} />
    </li>
  );
}
