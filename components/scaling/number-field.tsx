import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** A whole number with its unit; steps with the arrow keys. */
export function NumberField({
  label,
  unit,
  value,
  range,
  onChange,
}: {
  label: string;
  unit?: string;
  value: string;
  range: { min: number; max: number };
  onChange: (value: string) => void;
}) {
  const number = Number(value);
  const isFit = value !== "" && Number.isInteger(number) && number >= range.min && number <= range.max;
  return (
    <Field label={label} error={isFit ? undefined : `${range.min} to ${range.max}, a whole number`}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          step={1}
          {...range}
          value={value}
          after={unit ? <span className="dim">{unit}</span> : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
