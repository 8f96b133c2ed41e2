import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { Environment } from "@/contracts/service";
import { channelChoices } from "./campaign-words";
import { errorOf } from "./field-error";
import type { CampaignForm } from "./use-campaign-plan";

/** What is planned: title, what brings the people, where, and whether releases stop meanwhile. */
export function PlanWhat({
  form,
  environments,
}: {
  form: CampaignForm;
  environments: readonly Environment[];
}) {
  const { draft, write } = form;
  return (
    <Panel title="What">
      <div className="panel-body plan-fields">
        <Field label="Title" className="whole" error={errorOf(form, "title", draft.title)}>
          {(control) => (
            <Input
              {...control}
              value={draft.title}
              maxLength={120}
              placeholder="Official-account push: night coupon"
              onChange={(event) => write({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label="What brings the people" error={errorOf(form, "channel", draft.channel)}>
          {(control) => (
            <Select
              {...control}
              options={channelChoices(draft.channel)}
              value={draft.channel}
              onChange={(event) => write({ channel: event.target.value })}
            />
          )}
        </Field>
        <Field label="Environment" error={errorOf(form, "environment", draft.environment)}>
          {(control) => (
            <Select
              {...control}
              options={environments.map(({ name }) => ({ value: name, label: name }))}
              value={draft.environment}
              onChange={(event) => write({ environment: event.target.value })}
            />
          )}
        </Field>
        <div className="whole">
          <Checkbox checked={draft.freeze} onChange={(event) => write({ freeze: event.target.checked })}>
            No releases of the domains of its services meanwhile
          </Checkbox>
          {form.told.has("freeze") ? <p className="why red">{form.told.get("freeze")}</p> : null}
        </div>
      </div>
    </Panel>
  );
}
