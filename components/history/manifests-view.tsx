"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { archiveQuery } from "@/components/queries/archive";
import { deploymentQuery } from "@/components/queries/deployment";
import { Loaded } from "@/components/queries/loaded";
import { ShellFacts } from "@/components/shell/shell-facts";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Archive } from "@/contracts/deployment";
import { RollbackButton } from "./rollback-button";
import "./history.css";

function download(archive: Archive) {
  const text = archive.objects.map((object) => object.yaml).join("---\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  link.download = `${archive.deploymentId}.yaml`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Objects({ archive }: { archive: Archive }) {
  const [open, setOpen] = useState(0);
  const shown = archive.objects[open];
  return (
    <div className="manifests">
      <Panel label="Objects">
        <ul className="list">
          {archive.objects.map((object, index) => (
            <li key={`${object.kind} ${object.name}`} aria-current={index === open ? "true" : undefined}>
              <button type="button" onClick={() => setOpen(index)}>
                <b>{object.kind}</b>
                <span className="mono cut dim">{object.name}</span>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      {shown ? (
        <Panel
          title={shown.kind}
          note={<span className="mono">{shown.name}</span>}
          aside={
            <span className="push">
              <CopyButton text={shown.yaml} what="YAML" />
            </span>
          }
        >
          <CodeBlock label={`${shown.kind} ${shown.name}`} text={shown.yaml} />
        </Panel>
      ) : null}
    </div>
  );
}

/** Whether the archive is still what was stored, and the whole of it as one file. */
function Seal({ archive }: { archive: Archive }) {
  return (
    <p className={archive.verified ? "dim row" : "red row"}>
      <Glyph name={archive.verified ? "tick" : "fail"} /> {archive.objects.length} objects, template{" "}
      {archive.template}, sha256 <span className="mono break">{archive.sha256}</span>
      <span>
        {archive.verified ? "checked just now" : "does not match what is stored: this archive was altered"}
      </span>
      <button type="button" className="btn small push" onClick={() => download(archive)}>
        Download YAML
      </button>
    </p>
  );
}

/** The manifests that were archived before they were applied, with their hash checked anew. */
export function ManifestsView({ id }: { id: string }) {
  const { data: detail } = useQuery(deploymentQuery(id));
  const archive = useQuery(archiveQuery(id));
  return (
    <>
      {detail ? (
        <ShellFacts environment={detail.environment} title={`Manifests R-${detail.ref}`} back={`/r/${id}`} />
      ) : null}
      <p className="crumb">
        <Link href="/history">History</Link> / {detail ? <Link href={`/r/${id}`}>R-{detail.ref}</Link> : null}
      </p>
      <div className="page-head">
        <h1>Manifests{detail ? ` of ${detail.service} ${detail.release.version}` : ""}</h1>
        <div className="acts">{detail ? <RollbackButton detail={detail} /> : null}</div>
      </div>
      <Loaded query={archive} label="Loading manifests" rows={9}>
        {(data) => (
          <div className="stack">
            <Seal archive={data} />
            <Objects archive={data} />
          </div>
        )}
      </Loaded>
    </>
  );
}
