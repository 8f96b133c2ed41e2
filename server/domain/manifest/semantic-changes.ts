import type { Manifest } from "@/contracts/manifest";
import type { SemanticChange } from "@/contracts/plan";
import { changedPaths, type PathChange } from "./changed-paths";

type Area = SemanticChange["area"];

const workloadKinds = new Set(["Deployment", "CronJob"]);

const workloadAreas: readonly (readonly [RegExp, Area])[] = [
  [/\.image$/, "image"],
  [/\.resources\./, "resources"],
  [/(startupProbe|readinessProbe|livenessProbe|lifecycle)/, "probes"],
  [/switchyard\.internal\/template/, "template"],
  [/(labels|annotations)\./, "labels"],
];

const areaOfKind: Readonly<Record<string, Area>> = {
  HorizontalPodAutoscaler: "scaling",
  PodDisruptionBudget: "scaling",
  Ingress: "network",
  NetworkPolicy: "network",
  Service: "network",
};

/** Changes that follow from another one and would only be read twice. */
const derived =
  /(app\.kubernetes\.io\/version|APP_VERSION|switchyard\.internal\/(template-sha256|config|config-version|config-sha256)$|envFrom$|\/catalog)/;

function areaOf(kind: string, path: string): Area {
  if (!workloadKinds.has(kind)) return areaOfKind[kind] ?? "other";
  return workloadAreas.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}

function text(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function lastStep(path: string): string {
  const steps = path.split(".");
  return steps.slice(-2).join(" ");
}

function sentenceOf(kind: string, change: PathChange): SemanticChange {
  const area = areaOf(kind, change.path);
  const title =
    area === "image" ? "Image" : area === "template" ? "Template" : `${kind} ${lastStep(change.path)}`;
  const shorten = (value: string | null) =>
    area === "image" ? (value?.replace(/@sha256:.*$/, "").replace(/^.*\//, "") ?? null) : value;
  return { area, title, from: shorten(text(change.before)), to: shorten(text(change.after)) };
}

function configChanges(before: Manifest | undefined, after: Manifest): SemanticChange[] {
  const old = (before?.["data"] ?? {}) as Record<string, string>;
  const next = (after["data"] ?? {}) as Record<string, string>;
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])].sort();
  return keys
    .filter((key) => old[key] !== next[key])
    .map((key) => ({ area: "config", title: key, from: old[key] ?? null, to: next[key] ?? null }));
}

function pairOf(before: readonly Manifest[], object: Manifest): Manifest | undefined {
  return before.find(
    (other) =>
      other.kind === object.kind &&
      (object.kind === "ConfigMap" || other.metadata.name === object.metadata.name),
  );
}

/** What a release changes, in sentences: image first, then config, template, resources and the rest. Pure; labels that follow from the image are left out. */
export function semanticChanges(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly SemanticChange[] {
  const changes = after.flatMap((object) => {
    const previous = pairOf(before, object);
    if (object.kind === "ConfigMap") return configChanges(previous, object);
    if (!previous)
      return [
        { area: "other" as const, title: `${object.kind} ${object.metadata.name}`, from: null, to: "new" },
      ];
    return changedPaths(previous, object)
      .filter((change) => !derived.test(change.path))
      .map((change) => sentenceOf(object.kind, change));
  });
  const order: readonly Area[] = [
    "image",
    "config",
    "template",
    "resources",
    "probes",
    "scaling",
    "network",
    "other",
    "labels",
  ];
  return changes.sort((a, b) => order.indexOf(a.area) - order.indexOf(b.area));
}
