"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "@/components/queries/loaded";
import { readPodManifest } from "@/components/queries/pod-logs";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import type { Eligibility } from "@/contracts/problem";

/** The pod as the cluster has it, read when it is asked for. What looks like a secret is hidden; references stay. */
export function PodManifest({
  service,
  environment,
  pod,
  eligible,
}: {
  service: string;
  environment: string;
  pod: string;
  eligible: Eligibility;
}) {
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ["pod-manifest", service, environment, pod],
    queryFn: ({ signal }) => readPodManifest({ service, environment, pod }, signal),
    enabled: isOpen,
    staleTime: 0,
    retry: false,
  });
  return (
    <section className="pod-part">
      <h3>YAML</h3>
      {isOpen ? (
        <Loaded query={query} label="Reading the pod from the cluster" rows={6}>
          {(text) => (
            <>
              <p className="row xs dim">
                As the cluster has it now; what looks like a secret is hidden.
                <CopyButton text={text} what="YAML of the pod" />
              </p>
              <CodeBlock label={`YAML of ${pod}`} text={text} />
            </>
          )}
        </Loaded>
      ) : (
        <Button
          small
          disabledReason={eligible.allowed ? undefined : eligible.reason}
          onClick={() => setOpen(true)}
        >
          Read it from the cluster
        </Button>
      )}
    </section>
  );
}
