"use client";

import { useMemo } from "react";
import { MenuButton } from "@/components/ui/menu-button";
import type { MenuEntry } from "@/components/ui/menu-entry";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { healthStates } from "@/contracts/health-states";
import type { ServiceRow } from "@/contracts/service";
import { parseFilter, withTerm } from "./filter-query";

const healthWords: Readonly<Record<string, string>> = {
  failing: "Failing",
  changing: "Changing",
  look: "Look soon",
  no_data: "No data",
  ok: "Healthy",
};

function distinct(rows: readonly ServiceRow[], field: "team" | "domain"): readonly string[] {
  return [...new Set(rows.map((row) => row[field]))].sort();
}

interface PickProps {
  label: string;
  field: string;
  values: readonly { value: string; label: string }[];
  text: string;
  onChange: (text: string) => void;
}

/** A menu that writes its term into the one filter text. */
function Pick({ label, field, values, text, onChange }: PickProps) {
  const current = parseFilter(text).find((term) => term.key === field && !term.negated)?.value ?? "";
  return (
    <Select
      className="pick"
      aria-label={label}
      value={current}
      options={[{ value: "", label }, ...values]}
      onChange={(event) => onChange(withTerm(text, field, event.target.value))}
    />
  );
}

/** On a phone the menus are one: health and tier; team and domain are typed. */
function PhoneFilter({ text, onChange }: Pick<FilterBarProps, "text" | "onChange">) {
  const current = (field: string) =>
    parseFilter(text).find((term) => term.key === field && !term.negated)?.value ?? "";
  const entry = (field: string, value: string, label: string): MenuEntry => ({
    label,
    checked: current(field) === value,
    onSelect: () => onChange(withTerm(text, field, current(field) === value ? "" : value)),
  });
  const entries = (): readonly MenuEntry[] => [
    ...healthStates.map((value) => entry("health", value, healthWords[value] ?? value)),
    { kind: "rule" },
    ...["1", "2", "3"].map((tier) => entry("tier", tier, `Tier ${tier}`)),
  ];
  return (
    <MenuButton label="Filter by health or tier" className="btn filter-btn" align="end" entries={entries}>
      Filter
    </MenuButton>
  );
}

export interface FilterBarProps {
  text: string;
  rows: readonly ServiceRow[];
  onChange: (text: string) => void;
}

/** One field for the whole filter; the menus beside it write into the same field, and the field is the address. */
export function FilterBar({ text, rows, onChange }: FilterBarProps) {
  const named = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const [teams, domains] = useMemo(() => [distinct(rows, "team"), distinct(rows, "domain")], [rows]);
  return (
    <div className="services-bar">
      <SearchInput
        className="query"
        label="Filter services"
        placeholder="Filter: name, team:risk, health:!ok, at:max"
        data-shortcut="filter"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <Pick label="Team" field="team" values={named(teams)} text={text} onChange={onChange} />
      <Pick label="Domain" field="domain" values={named(domains)} text={text} onChange={onChange} />
      <Pick
        label="Health"
        field="health"
        values={healthStates.map((value) => ({ value, label: healthWords[value] ?? value }))}
        text={text}
        onChange={onChange}
      />
      <Pick label="Tier" field="tier" values={named(["1", "2", "3"])} text={text} onChange={onChange} />
      <PhoneFilter text={text} onChange={onChange} />
    </div>
  );
}
