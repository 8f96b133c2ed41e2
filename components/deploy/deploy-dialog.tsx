"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { problemOf } from "@/components/queries/problem-error";
import { Ago } from "@/components/ui/age";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import { SearchInput } from "@/components/ui/search-input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { BuildChoices } from "./build-choices";
import { blocker, DeployFooter } from "./deploy-footer";
import { PlanPanel } from "./plan-panel";
import { useDeployForm } from "./use-deploy-form";
import "./deploy.css";

type Form = ReturnType<typeof useDeployForm>;

function BuildStep({ form }: { form: Form }) {
  const [filter, setFilter] = useState("");
  const builds = (form.builds.data ?? []).filter((build) =>
    `${build.tag} ${build.branch}`.includes(filter.trim().toLowerCase()),
  );
  const problem = form.builds.error ? problemOf(form.builds.error) : null;
  return (
    <section aria-label="Build">
      <div className="bar">
        <b className="step">
          <span className="faint">1</span> Build
        </b>
        <SearchInput
          className="push filter"
          label="Filter builds"
          placeholder="Filter builds"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      {problem ? (
        <ErrorState
          message={problem.detail}
          requestId={problem.requestId}
          onRetry={() => void form.builds.refetch()}
        />
      ) : null}
      {form.builds.isPending ? <SkeletonRows label="Loading builds" rows={4} /> : null}
      {builds.length > 0 ? (
        <BuildChoices builds={builds} chosen={form.chosen} onChoose={form.choose} />
      ) : null}
      {form.builds.data && builds.length === 0 ? (
        <p className="dim">No build matches. CI registers builds with POST /api/v1/builds.</p>
      ) : null}
      {form.plan.data && form.plan.data.approvals.required > 0 ? (
        <div className="options">
          <Input
            aria-label="Impact"
            before={<span className="faint">Impact</span>}
            placeholder="Schema change? Backward compatible?"
            value={form.impact}
            maxLength={500}
            onChange={(event) => form.setImpact(event.target.value)}
          />
        </div>
      ) : null}
    </section>
  );
}

/** Ctrl or Cmd with Enter sends from anywhere in the dialog. */
function useSubmitKey(submit: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      submit();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [submit]);
}

/** Choose a build, see exactly what will change, ask or start. Closing it never cancels what it started. */
export function DeployDialog({ service, environment }: { service: string; environment: string }) {
  const router = useRouter();
  const form = useDeployForm(service, environment);
  const close = () => router.push(`/s/${service}/${environment}`);
  const submit = () => {
    if (!form.request.isPending && blocker(form) === undefined) form.request.mutate();
  };
  useSubmitKey(submit);
  const plan = form.plan.data;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={`Deploy ${service} to ${environment}`}
      aside={
        plan ? (
          <>
            <span className="mono">P-{plan.ref}</span>rendered <Ago at={plan.createdAt} suffix=" ago" />
          </>
        ) : null
      }
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      footer={<DeployFooter form={form} onCancel={close} />}
    >
      <BuildStep form={form} />
      {form.chosen ? <PlanPanel plan={form.plan} /> : null}
    </Dialog>
  );
}
