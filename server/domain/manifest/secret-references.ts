import type { Manifest } from "@/contracts/manifest";
import { type SecretReference, secretReference } from "@/contracts/secret-reference";

type Data = Readonly<Record<string, string>>;
type Node = Record<string, unknown>;

/** What goes into the ConfigMap: every value but the references. */
export function plainData(data: Data): Record<string, string> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => secretReference(value) === null));
}

/** Keys whose values a Secret of the cluster holds, sorted. */
export function referencesOf(data: Data): (SecretReference & { as: string })[] {
  return Object.keys(data)
    .toSorted()
    .flatMap((as) => {
      const found = secretReference(data[as] ?? "");
      return found ? [{ as, ...found }] : [];
    });
}

const nodeOf = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {});
const listOf = (value: unknown): Node[] => (Array.isArray(value) ? value.map(nodeOf) : []);

/** A container that reads this ConfigMap gets the references beside it; a variable of the template wins, as it does over the map. */
function containerWith(container: Node, refs: ReturnType<typeof referencesOf>, map: string): Node {
  const reads = listOf(container["envFrom"]).some((source) => nodeOf(source["configMapRef"])["name"] === map);
  if (!reads) return container;
  const env = listOf(container["env"]);
  const added = refs
    .filter(({ as }) => !env.some(({ name }) => name === as))
    .map(({ as, name, key }) => ({ name: as, valueFrom: { secretKeyRef: { name, key } } }));
  return { ...container, env: [...env, ...added] };
}

function podWith(template: Node, refs: ReturnType<typeof referencesOf>, map: string): Node {
  const spec = nodeOf(template["spec"]);
  const containers = listOf(spec["containers"]).map((container) => containerWith(container, refs, map));
  return { ...template, spec: { ...spec, containers } };
}

/** A workload whose containers read the Secrets that its config refers to. Works for every template, also for older ones. */
export function withReferences(manifest: Manifest, config: { name: string; data: Data }): Manifest {
  const refs = referencesOf(config.data);
  if (refs.length === 0) return manifest;
  const spec = nodeOf(manifest["spec"]);
  if (manifest.kind === "Deployment")
    return { ...manifest, spec: { ...spec, template: podWith(nodeOf(spec["template"]), refs, config.name) } };
  if (manifest.kind !== "CronJob") return manifest;
  const job = nodeOf(spec["jobTemplate"]);
  const jobSpec = nodeOf(job["spec"]);
  const template = podWith(nodeOf(jobSpec["template"]), refs, config.name);
  return { ...manifest, spec: { ...spec, jobTemplate: { ...job, spec: { ...jobSpec, template } } } };
}
