import type { DeploymentKind } from "@/contracts/deployment-state";
import type { Manifest } from "@/contracts/manifest";
import type { Actor } from "@/server/domain/access/actor";
import { eligibleApprovers } from "@/server/domain/approval/four-eyes";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { planHashOf } from "@/server/domain/manifest/hashes";
import { recolor } from "@/server/domain/manifest/recolor";
import type { RenderInputs } from "@/server/domain/manifest/render-inputs";
import { renderObjects } from "@/server/domain/manifest/render-objects";
import { candidateOf } from "@/server/domain/planning/build-plan";
import { isFrozenFor } from "@/server/domain/planning/freeze";
import type {
  ImageFacts,
  PlanFacts,
  PlannedRelease,
  PlannedTarget,
} from "@/server/domain/planning/plan-facts";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { BuildRecord, ConfigRecord } from "@/server/ports/release-store";
import type { Stores } from "@/server/ports/unit-of-work";

type Hashing = Pick<OperationPorts, "sha256">;

/** What is to run where. */
export interface PlanChoice {
  target: TargetRecord;
  build: BuildRecord;
  config: ConfigRecord;
  kind: DeploymentKind;
  /** New pods without another change; null for everything but a restart. */
  restart: string | null;
  image: ImageFacts;
  requestedBy: { account: string; responsible: string | null };
}

/** A plan's facts with what only storage needs. */
export interface PreparedPlan {
  choice: PlanChoice;
  facts: PlanFacts;
  inputs: RenderInputs;
  contributors: readonly { account: string; what: string }[];
}

function plannedTarget(target: TargetRecord): PlannedTarget {
  const { environment, place, ownership: _ownership, ...rest } = target;
  return { ...rest, ...environment, environment: place.environment, protected: place.protected };
}

/** A plan never takes a newer base over by itself; it says that there is one. */
async function plannedRelease(stores: Stores, choice: PlanChoice): Promise<PlannedRelease> {
  const { build, config, kind, target } = choice;
  const [base] = await stores.configDesk.bases(target.service);
  return { kind, build, config, newerBase: base && base.version > config.base ? base.version : null };
}

async function render(stores: Stores, choice: PlanChoice): Promise<RenderInputs> {
  const { target, build, config } = choice;
  const inputs = await stores.archives.renderInputs({
    service: target.service,
    environment: target.place.environment,
    cluster: target.cluster,
    image: { tag: build.tag, digest: build.digest },
    config: { version: config.version, data: config.data },
    template: target.template,
    restart: choice.restart,
  });
  return inputs ?? refuse("not_found", `${target.service} has no target in ${target.place.environment}.`);
}

function objectsFor(ports: Hashing, inputs: RenderInputs, color: "blue" | "green"): readonly Manifest[] {
  const rendered = renderObjects(inputs, color, ports.sha256);
  if (rendered.ok) return rendered.objects;
  const [issue] = rendered.issues;
  return refuse(
    "config_invalid",
    `The template does not render: ${issue?.object ?? ""} ${issue?.path ?? ""} ${issue?.message ?? ""}.`,
  );
}

async function liveObjects(
  stores: Stores,
  live: DeploymentRecord | null,
  target: TargetRecord,
): Promise<readonly Manifest[]> {
  if (!live?.bundleSha256) return [];
  const bundle = await stores.archives.bundle(live.bundleSha256);
  const candidate = candidateOf(target);
  if (!bundle) return [];
  return candidate ? recolor(bundle.objects, target.service, candidate) : bundle.objects;
}

async function contributorsOf(
  stores: Stores,
  choice: PlanChoice,
  live: DeploymentRecord | null,
): Promise<{ account: string; what: string }[]> {
  const { target, config } = choice;
  const after = live?.release.config ?? 0;
  const authors = await stores.configs.authors({
    service: target.service,
    environment: target.place.environment,
    after,
    upTo: config.version,
  });
  return authors.map(({ account, version }) => ({ account, what: `config ${version}` }));
}

async function approversOf(
  stores: Stores,
  choice: PlanChoice,
  contributors: PreparedPlan["contributors"],
): Promise<string[]> {
  const { target, requestedBy } = choice;
  const wanted = {
    resource: { ownership: target.ownership, place: target.place },
    requestedBy: requestedBy.account,
    responsible: requestedBy.responsible,
    contributors,
    state: "awaiting_approval",
    cause: null,
    planHash: "",
    approvalExpiresAt: null,
    decided: [],
  };
  const leads = eligibleApprovers(wanted, []);
  return leads.length > 0 ? leads : eligibleApprovers(wanted, await stores.catalog.releaseManagers());
}

/** Renders a choice and gathers everything that its checks judge. Writes nothing. */
export async function preparePlan(ports: Hashing, stores: Stores, choice: PlanChoice): Promise<PreparedPlan> {
  const { target, build } = choice;
  const inputs = await render(stores, choice);
  const blue = objectsFor(ports, inputs, "blue");
  const approvals = target.environment.approvals;
  const live = target.stableDeploymentId
    ? ((await stores.deployments.byId(target.stableDeploymentId)) ?? null)
    : null;
  const contributors = await contributorsOf(stores, choice, live);
  const facts: PlanFacts = {
    target: plannedTarget(target),
    release: await plannedRelease(stores, choice),
    planHash: planHashOf(inputs, { blueObjects: blue, approvals }, ports.sha256),
    objects: candidateOf(target) === "green" ? objectsFor(ports, inputs, "green") : blue,
    liveObjects: await liveObjects(stores, live, target),
    live,
    image: choice.image,
    successes: await stores.deployments.successesOf(target.service, build.digest),
    open: await stores.deployments.openOn(target.id),
    approvers: await approversOf(stores, choice, contributors),
    freeze: isFrozenFor(choice.kind)
      ? ((await stores.freezes.on({ environment: target.place.environment, domain: target.domain })) ?? null)
      : null,
    releaseManagers: await stores.catalog.releaseManagers(),
    quotas: await stores.quotas(target.cluster, target.namespace),
  };
  return { choice, facts, inputs, contributors };
}

/** Asks the registry about a build's tag, outside of any transaction. */
export async function imageOf(ports: OperationPorts, build: BuildRecord): Promise<ImageFacts> {
  return ports.registry.resolve({ repository: build.repository, reference: build.tag });
}

/** Whom a plan counts as the asker. */
export function askerOf(actor: Actor): PlanChoice["requestedBy"] {
  return { account: actor.account, responsible: actor.responsible };
}
