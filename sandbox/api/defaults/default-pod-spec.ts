import { at, isRecord, type Json, listAt } from "@/sandbox/api/json";

/** Sets the fields that are absent. */
export function setDefaults(target: Json, values: Record<string, Json>): void {
  for (const [field, value] of Object.entries(values)) target[field] ??= value;
}

/** Defaults of a pod spec, in place; `ofPod` adds what only a pod itself gets and a template does not. */
export function defaultPodSpec(spec: Json, ofPod = false): void {
  if (!isRecord(spec)) return;
  setDefaults(spec, {
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    securityContext: {},
    schedulerName: "default-scheduler",
  });
  const account = spec["serviceAccountName"] || spec["serviceAccount"];
  if (account) setDefaults(spec, { serviceAccountName: account, serviceAccount: account });
  for (const volume of listAt(spec, "volumes")) defaultVolume(volume);
  const containers = [...listAt(spec, "initContainers"), ...listAt(spec, "containers")].filter(isRecord);
  for (const container of containers) defaultContainer(container);
  if (ofPod) defaultPodOnly(spec, containers);
}

/** What a pod gets and a template does not. */
function defaultPodOnly(spec: Json, containers: readonly Json[]): void {
  spec.enableServiceLinks ??= true;
  for (const { resources } of containers) {
    if (resources.limits) resources.requests = { ...resources.limits, ...resources.requests };
  }
}

function defaultContainer(container: Json): void {
  setDefaults(container, {
    resources: {},
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    imagePullPolicy: pullPolicy(String(container.image ?? "")),
  });
  for (const port of listAt(container, "ports")) port.protocol ??= "TCP";
  for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) defaultProbe(container[probe]);
  for (const entry of listAt(container, "env")) {
    const reference = at(entry, "valueFrom.fieldRef");
    if (reference) reference.apiVersion ??= "v1";
  }
}

function defaultProbe(probe: Json): void {
  if (!isRecord(probe)) return;
  setDefaults(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  if (probe["httpGet"]) setDefaults(probe["httpGet"], { path: "/", scheme: "HTTP" });
  if (probe["grpc"]) probe["grpc"].service ??= "";
}

function defaultVolume(volume: Json): void {
  for (const source of ["configMap", "secret", "downwardAPI", "projected"]) {
    if (volume[source]) volume[source].defaultMode ??= 420;
  }
  if (Object.keys(volume).length === 1) volume.emptyDir = {};
}

/** `Always` for an image without a tag or with `latest`, unless it is named by digest. */
function pullPolicy(image: string): string {
  if (image.includes("@")) return "IfNotPresent";
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === "latest" ? "Always" : "IfNotPresent";
}
