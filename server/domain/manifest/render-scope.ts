import type { Color } from "@/contracts/color";
import { activeSelector, labels, workloadName } from "@/server/domain/rollout/target";
import { configMapName, configSha256 } from "./config-map-name";
import type { RenderInputs, Sha256 } from "./render-inputs";
import { plainData } from "./secret-references";

/** Memory in whole bytes is never computed here: quantities stay as people wrote them. */
function commonLabels(inputs: RenderInputs): Record<string, string> {
  const { service, environment } = inputs;
  return {
    [labels.service]: service.name,
    "app.kubernetes.io/name": service.name,
    "app.kubernetes.io/instance": `${service.name}-${environment.short}`,
    "app.kubernetes.io/component": componentOf(inputs),
    "app.kubernetes.io/part-of": service.domain,
    "app.kubernetes.io/managed-by": "switchyard",
    [labels.environment]: environment.name,
    [labels.stack]: service.stack,
    [labels.team]: service.team,
    [labels.tier]: String(service.tier),
  };
}

function componentOf(inputs: RenderInputs): "web" | "api" | "batch" {
  if (inputs.service.strategy === "cron") return "batch";
  return inputs.service.stack.startsWith("frontend") ? "web" : "api";
}

/** The catalog row that travels with the active Service, so that a lost database can be rebuilt from the cluster. */
function catalogRow(inputs: RenderInputs): string {
  const { service, scaling } = inputs;
  return JSON.stringify({
    v: 1,
    name: service.name,
    domain: service.domain,
    team: service.team,
    owner: service.owner,
    onCall: service.onCall,
    tier: service.tier,
    stack: service.stack,
    strategy: service.strategy,
    pool: service.pool,
    port: service.port,
    exposed: service.exposed,
    scaling: scaling && { min: scaling.baseMin, max: scaling.baseMax, ceiling: scaling.ceiling },
  });
}

/** Annotation values are text; a service without a policy has one pod. */
function baseBounds(scaling: RenderInputs["scaling"]): { baseMin: string; baseMax: string } {
  return { baseMin: String(scaling?.baseMin ?? 1), baseMax: String(scaling?.baseMax ?? 1) };
}

/** Names that template expressions may use; every one of them is always defined (null where it does not apply). */
export function renderScope(inputs: RenderInputs, color: Color, sha256: Sha256): Record<string, unknown> {
  const { service, environment, image } = inputs;
  const colored = service.strategy === "blueGreen";
  const shared = commonLabels(inputs);
  const serviceSelector = { [labels.service]: service.name };
  const coloredLabels = { ...shared, ...(colored ? { [labels.color]: color } : {}) };
  return {
    service: { ...service, calls: [...service.calls], callerDomains: [...service.callerDomains] },
    environment,
    cluster: inputs.cluster,
    namespace: inputs.namespace,
    color: colored ? color : "",
    colored,
    cron: service.strategy === "cron",
    workloadName: workloadName({ service: service.name, strategy: service.strategy }, color),
    labels: shared,
    coloredLabels,
    workloadLabels: { ...coloredLabels, "app.kubernetes.io/version": image.tag },
    selector: colored ? { ...activeSelector(service.name, color) } : serviceSelector,
    serviceSelector,
    image: {
      ...image,
      reference: `${inputs.registry}/${service.domain}/${service.name}:${image.tag}@${image.digest}`,
    },
    host: `${service.host ?? service.name}.${environment.short}.${inputs.baseDomain}`,
    config: {
      name: configMapName(service.name, inputs.config, sha256),
      sha256: configSha256(service.name, inputs.config.data, sha256),
      version: String(inputs.config.version),
      data: plainData(inputs.config.data),
    },
    hasSecret: inputs.hasSecret,
    scaling: inputs.scaling,
    scaled: inputs.scaling !== null && service.strategy !== "cron",
    ...baseBounds(inputs.scaling),
    suspended: inputs.suspended,
    restart: inputs.restart,
    catalog: catalogRow(inputs),
    restrictedPool: service.pool === "c",
    templateName: `${inputs.template.name}@${inputs.template.number}`,
    template: inputs.template,
    p: { ...inputs.template.parameters, ...service.parameters },
  };
}
