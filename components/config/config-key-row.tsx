"use client";

import clsx from "clsx";
import { useState } from "react";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridRow } from "@/components/ui/grid-table";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { TextArea } from "@/components/ui/text-area";
import { configValueProblem } from "@/contracts/config-value-problem";
import { secretReference } from "@/contracts/secret-reference";
import type { KeyLine } from "./key-lines";
import { ruleWords } from "./rule-words";
import type { ConfigDesk } from "./use-config";

function limitsOf({ row, value }: KeyLine): string | null {
  const reference = secretReference(value);
  if (reference) return `key ${reference.key} of Secret ${reference.name}; its value never comes here`;
  if (!row) return null;
  return row.rule ? ruleWords(row.rule) : "not in the schema of the stack";
}

function stagedWords({ staged }: KeyLine): string | null {
  if (!staged) return null;
  if (staged.value === null) return `taken out by ${staged.account}`;
  return staged.was === null
    ? `new, staged by ${staged.account}`
    : `was ${staged.was}, staged by ${staged.account}`;
}

type Stage = (value: string | null) => void;

function Value({ line, locked, stage }: { line: KeyLine; locked: boolean; stage: Stage }) {
  const [text, setText] = useState(line.value);
  const problem = text === line.value ? null : configValueProblem(line.row?.rule ?? null, text);
  const leave = () => {
    if (text !== line.value && !problem) stage(text);
  };
  const same = {
    "aria-label": `Value of ${line.key}`,
    value: text,
    readOnly: locked,
    bad: Boolean(problem),
    className: "mono",
    onBlur: leave,
  };
  return (
    <>
      {line.value.includes("\n") ? (
        <TextArea {...same} onChange={(event) => setText(event.target.value)} />
      ) : (
        <Input
          {...same}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
            if (event.key === "Escape") setText(line.value);
          }}
        />
      )}
      {problem ? (
        <span className="why red" role="alert">
          <Glyph name="fail" /> {line.key} {problem}
        </span>
      ) : null}
    </>
  );
}

/** What the table says about a key beside its value. */
function Facts({ line: { row, staged, value } }: { line: KeyLine }) {
  const kind = secretReference(value) ? "secret" : (row?.rule?.type ?? "string");
  return (
    <>
      <GridCell className="dim col-kind">{kind}</GridCell>
      <GridCell className="dim col-source">{staged ? "staged" : row?.source}</GridCell>
      <GridCell className="dim col-changed">
        {row ? (
          <>
            <Ago at={row.changedAt} /> {row.changedBy}
          </>
        ) : null}
      </GridCell>
    </>
  );
}

/** One key: its value in a field, and where it comes from. */
export function ConfigKeyRow({
  line,
  index,
  change,
  mayEdit,
}: {
  line: KeyLine;
  index: number;
  change: ConfigDesk["change"]["mutate"];
  mayEdit: boolean;
}) {
  const { key, row, staged } = line;
  const rule = row?.rule;
  const stage: Stage = (value) => change({ verb: "draft", body: { edits: [{ key, value }] } });
  const note = stagedWords(line) ?? limitsOf(line);
  const mayGo = mayEdit && !rule?.required;
  return (
    <GridRow className={clsx("config-row", staged && "staged")} index={index}>
      <GridCell className="mono break">{key}</GridCell>
      <GridCell className="config-value">
        <Value line={line} locked={!mayEdit || rule?.locked === true} stage={stage} />
        {note ? <span className="xs dim break">{note}</span> : null}
      </GridCell>
      <Facts line={line} />
      <GridCell>
        {mayGo ? <IconButton label={`Take ${key} out`} glyph="close" onClick={() => stage(null)} /> : null}
      </GridCell>
    </GridRow>
  );
}
