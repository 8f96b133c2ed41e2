"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { archiveQuery } from "@/components/queries/archive";
import { deploymentQuery } from "@/components/queries/deployment";
import { problemOf } from "@/components/queries/problem-error";
import { ShellFacts } from "@/components/shell/shell-facts";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
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

/** The manifests that were archived before they were applied, with their hash checked anew. */
export function ManifestsView({ id }: { id: string }) {
  const { data: detail } = useQuery(deploymentQuery(id));
  const { data, error, refetch } = useQuery(archiveQuery(id));
  const problem = error && !data ? problemOf(error) : null;
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
        <div className="acts">
          {data ? (
            <button type="button" className="btn" onClick={() => download(data)}>
              Download YAML
            </button>
          ) : null}
          {detail ? <RollbackButton detail={detail} /> : null}
        </div>
      </div>
      {problem ? (
        <ErrorState message={problem.detail} requestId={problem.requestId} onRetry={() => void refetch()} />
      ) : null}
      {!data && !problem ? <SkeletonRows label="Loading manifests" rows={9} /> : null}
      {data ? (
        <div className="stack">
          <p className={data.verified ? "dim" : "red"}>
            <Glyph name={data.verified ? "tick" : "fail"} /> {data.objects.length} objects, template{" "}
            {data.template}, sha256 <span className="mono break">{data.sha256}</span>{" "}
            {data.verified ? "checked just now" : "does not match what is stored: this archive was altered"}
          </p>
          <Objects archive={data} />
        </div>
      ) : null}
    </>
  );
}
