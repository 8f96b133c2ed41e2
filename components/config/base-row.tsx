"use client";

import { Glyph } from "@/components/ui/glyph";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { BaseConfig } from "@/contracts/config";
import { configValueProblem } from "@/contracts/config-value-problem";

/** One key of a base in a field. */
export function BaseRow({
  base,
  name,
  value,
  edit,
}: {
  base: BaseConfig;
  name: string;
  value: string;
  edit: (value: string | null) => void;
}) {
  const rule = base.rules.find(({ key }) => key === name) ?? null;
  const problem = configValueProblem(rule, value);
  const locked = !base.mayEdit.allowed || rule?.locked === true;
  return (
    <li className="config-base-row">
      <span className="mono break">{name}</span>
      <span className="config-value">
        <Input
          aria-label={`Base value of ${name}`}
          className="mono"
          value={value}
          readOnly={locked}
          bad={Boolean(problem)}
          onChange={(event) => edit(event.target.value)}
        />
        {problem ? (
          <span className="why red" role="alert">
            <Glyph name="fail" /> {name} {problem}
          </span>
        ) : null}
      </span>
      {locked ? null : (
        <IconButton label={`Take ${name} out of the base`} glyph="close" onClick={() => edit(null)} />
      )}
    </li>
  );
}
