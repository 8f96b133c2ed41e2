import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** What is missing of a reason; nothing when it can be sent. */
export function reasonMissing(reason: string): string | undefined {
  return reason.trim().length < 5 ? "Say why, in five letters or more." : undefined;
}

/** One line of words for the record. */
export function ReasonField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(control) => (
        <Input
          {...control}
          value={value}
          maxLength={500}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
