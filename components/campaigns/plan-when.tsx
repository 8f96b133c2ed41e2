import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { recurrenceInWords } from "./campaign-words";
import { errorOf } from "./field-error";
import type { PlanDraft } from "./plan-draft";
import type { CampaignForm } from "./use-campaign-plan";
import { elsewhereInWords, startNote, zoneChoices } from "./zones";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** A length in minutes. */
function Minutes({
  form,
  name,
  path,
  label,
}: {
  form: CampaignForm;
  name: "duration" | "lead" | "coolDown";
  path: string;
  label: string;
}) {
  const text = form.draft[name];
  return (
    <Field label={label} error={errorOf(form, path, text)}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          value={text}
          after={<span className="dim">min</span>}
          onChange={(event) => form.write({ [name]: event.target.value } as Partial<PlanDraft>)}
        />
      )}
    </Field>
  );
}

const datesInWords = (dates: readonly string[]) => recurrenceInWords({ kind: "dates", dates: [...dates] });

function Repeats({ form }: { form: CampaignForm }) {
  const { draft, write } = form;
  const toggle = (day: number) =>
    write({
      days: draft.days.includes(day) ? draft.days.filter((held) => held !== day) : [...draft.days, day],
    });
  return (
    <>
      <Field label="Again" error={form.told.get("recurrence")}>
        {(control) => (
          <Select
            {...control}
            options={[
              { value: "never", label: "only once" },
              { value: "weekly", label: "on days of the week" },
              ...(draft.dates.length > 0 ? [{ value: "dates", label: datesInWords(draft.dates) }] : []),
            ]}
            value={draft.repeats}
            onChange={(event) => write({ repeats: event.target.value as PlanDraft["repeats"] })}
          />
        )}
      </Field>
      {draft.repeats === "weekly" ? (
        <>
          <Field label="Until" error={errorOf(form, "recurrence.until", draft.until)}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={draft.until}
                onChange={(event) => write({ until: event.target.value })}
              />
            )}
          </Field>
          <fieldset className="whole row">
            <legend className="label">Days</legend>
            {weekdays.map((name, index) => (
              <Checkbox
                key={name}
                checked={draft.days.includes(index + 1)}
                onChange={() => toggle(index + 1)}
              >
                {name}
              </Checkbox>
            ))}
          </fieldset>
        </>
      ) : null}
    </>
  );
}

/** When it is: a wall clock time with its zone, what that is elsewhere, the lengths around it, and whether it comes again. */
export function PlanWhen({ form }: { form: CampaignForm }) {
  const { draft, write } = form;
  const note = startNote(draft.startLocal, draft.zone);
  return (
    <Panel title="When">
      <div className="panel-body plan-fields">
        <Field
          label="Start"
          className="start"
          hint={elsewhereInWords(draft.startLocal, draft.zone)}
          error={errorOf(form, "startLocal", draft.startLocal)}
        >
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={draft.startLocal}
              onChange={(event) => write({ startLocal: event.target.value })}
            />
          )}
        </Field>
        <Field label="Time zone" error={form.told.get("zone")}>
          {(control) => (
            <Select
              {...control}
              options={zoneChoices(draft.zone)}
              value={draft.zone}
              onChange={(event) => write({ zone: event.target.value })}
            />
          )}
        </Field>
        {note ? (
          <Notice tone="amber" className="whole">
            {note}
          </Notice>
        ) : null}
        <Minutes form={form} name="duration" path="durationSeconds" label="Length" />
        <Minutes form={form} name="lead" path="leadSeconds" label="Floors hold before it" />
        <Minutes form={form} name="coolDown" path="coolDownSeconds" label="Floors go down over" />
        <Repeats form={form} />
      </div>
    </Panel>
  );
}
