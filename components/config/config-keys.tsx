"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { GridCell, GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { SearchInput } from "@/components/ui/search-input";
import type { ConfigView } from "@/contracts/config";
import { ConfigKeyRow } from "./config-key-row";
import { type KeyLine, linesOf } from "./key-lines";
import type { ConfigDesk } from "./use-config";

function AddKey({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    desk.change.mutate(
      { verb: "draft", body: { edits: [{ key, value }] } },
      {
        onSuccess: () => {
          setKey("");
          setValue("");
        },
      },
    );
  };
  return (
    <form className="config-add" onSubmit={submit}>
      <Input
        aria-label="New key"
        placeholder="NEW_KEY"
        className="mono"
        list="config-known"
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <datalist id="config-known">
        {view.missing.map((rule) => (
          <option key={rule.key} value={rule.key}>
            {rule.default}
          </option>
        ))}
      </datalist>
      <Input
        aria-label="Value of the new key"
        placeholder="value"
        className="mono"
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" disabledReason={view.mayEdit.allowed ? undefined : view.mayEdit.reason}>
        Add key
      </Button>
    </form>
  );
}

function Table({ lines, view, desk }: { lines: readonly KeyLine[]; view: ConfigView; desk: ConfigDesk }) {
  return (
    <GridTable className="config-table" label="Keys" rowCount={lines.length + 1}>
      <GridRow className="config-row thead" index={1}>
        <GridHead label="Key" />
        <GridHead label="Value" />
        <GridHead label="Kind" className="col-kind" />
        <GridHead label="Source" className="col-source" />
        <GridHead label="Changed" className="col-changed" />
        <GridHead label="Take out" hidden />
      </GridRow>
      {lines.map((line, index) => (
        <ConfigKeyRow
          key={`${line.key} ${line.value}`}
          index={index + 2}
          line={line}
          change={desk.change.mutate}
          mayEdit={view.mayEdit.allowed}
        />
      ))}
      {view.secrets.keys.map((key, index) => (
        <GridRow key={key} className="config-row" index={lines.length + 2 + index}>
          <GridCell className="mono">{key}</GridCell>
          <GridCell className="mono dim">{view.secrets.name}</GridCell>
          <GridCell className="dim col-kind">secret</GridCell>
          <GridCell className="dim col-source">reference</GridCell>
          <GridCell className="col-changed" />
          <GridCell />
        </GridRow>
      ))}
    </GridTable>
  );
}

/** Every key with its effective value and where it comes from; an edit is staged when the field is left or Enter is pressed. */
export function ConfigKeys({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [filter, setFilter] = useState("");
  const lines = linesOf(view).filter(({ key }) => key.includes(filter.toUpperCase()));
  return (
    <Panel
      title="Keys"
      note={`version ${view.version}, ${(view.size.bytes / 1024).toFixed(1)} of ${view.size.most / 1024} KiB`}
    >
      <div className="bar config-bar">
        <SearchInput
          label="Filter keys"
          placeholder="Filter keys"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <AddKey view={view} desk={desk} />
      </div>
      {view.version === 0 ? (
        <EmptyState>
          No config yet. Add a key, or import a file: the defaults of the stack come with it.
        </EmptyState>
      ) : null}
      <Table lines={lines} view={view} desk={desk} />
    </Panel>
  );
}
