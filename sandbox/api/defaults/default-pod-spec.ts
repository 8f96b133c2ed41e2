import { isRecord, type Json } from "@/sandbox/api/json";

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
  if (spec["serviceAccountName"]) spec["serviceAccount"] ??= spec["serviceAccountName"];
  if (spec["serviceAccount"]) spec["serviceAccountName"] ??= spec["serviceAccount"];
  for (const volume of spec["volumes"] ?? []) defaultVolume(volume);
  for (const container of [...(spec["initContainers"] ?? []), ...(spec["containers"] ?? [])])
    defaultContainer(container, ofPod);
  if (ofPod) spec["enableServiceLinks"] ??= true;
}

function defaultContainer(container: Json, ofPod: boolean): void {
  if (!isRecord(container)) return;
  setDefaults(container, {
    resources: {},
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    imagePullPolicy: pullPolicy(String(container["image"] ?? "")),
  });
  for (const port of container["ports"] ?? []) port.protocol ??= "TCP";
  for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) defaultProbe(container[probe]);
  for (const entry of container["env"] ?? []) {
    if (entry.valueFrom?.fieldRef) entry.valueFrom.fieldRef.apiVersion ??= "v1";
  }
  const { limits, requests } = container["resources"];
  if (ofPod && limits) container["resources"].requests = { ...limits, ...requests };
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
