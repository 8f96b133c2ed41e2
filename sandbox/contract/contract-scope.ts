import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, vi } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { type Answer, type Call, type ContractCluster, openContractCluster } from "./contract-cluster";
import { pathOf, pod } from "./fixtures";

/** For what controllers and admission hear of a moment later. */
export const patience = { timeout: 15_000, interval: 100 };

/** A cluster and a namespace of its own for one test file. */
export interface ContractScope {
  readonly cluster: ContractCluster;
  readonly namespace: string;
  call(path: string, call?: Call): Promise<Answer>;
  /** POST of an object into the namespace. */
  create(object: Json, query?: string): Promise<Answer>;
  get(kind: string, name: string): Promise<Answer>;
  put(object: Json): Promise<Answer>;
  patch(
    kind: string,
    name: string,
    patch: { type: string; body: Json; query?: string; subresource?: string },
  ): Promise<Answer>;
  apply(
    object: Json,
    options?: { manager?: string; force?: boolean; subresource?: string; query?: string },
  ): Promise<Answer>;
  remove(kind: string, name: string, options?: Json): Promise<Answer>;
}

/** Opens the scope before the tests of a file and closes it after them; `sandbox` never means another cluster. */
export function openContractScope(where: "any" | "sandbox" = "any"): ContractScope {
  const state: { cluster?: ContractCluster } = {};
  const namespace = `ct-${randomBytes(4).toString("hex")}`;
  const cluster = () => {
    if (!state.cluster) throw new Error("the scope is used before its tests run");
    return state.cluster;
  };
  const call = (path: string, options?: Call) => cluster().call(path, options);
  beforeAll(async () => {
    state.cluster = await openContractCluster(where);
    await cluster().call("/api/v1/namespaces", { method: "POST", body: { metadata: { name: namespace } } });
    // A new namespace refuses pods until a controller made its service account.
    const trial = () =>
      call(`${pathOf("Pod", namespace)}?dryRun=All`, { method: "POST", body: pod("trial") });
    await vi.waitFor(async () => expect((await trial()).code).toBe(201), { timeout: 30_000, interval: 100 });
  });
  afterAll(async () => {
    await cluster().call(`/api/v1/namespaces/${namespace}`, { method: "DELETE" });
    await cluster().close();
  });
  return {
    get cluster() {
      return cluster();
    },
    namespace,
    call,
    create: (object, query = "") =>
      call(pathOf(object.kind, namespace) + query, { method: "POST", body: object }),
    get: (kind, name) => call(pathOf(kind, namespace, name)),
    put: (object) =>
      call(pathOf(object.kind, namespace, object.metadata.name), { method: "PUT", body: object }),
    patch: (kind, name, { type, body, query = "", subresource }) =>
      call(`${pathOf(kind, namespace, name)}${subresource ? `/${subresource}` : ""}${query}`, {
        method: "PATCH",
        body,
        type: patchTypes[type] ?? type,
      }),
    apply: (object, { manager = "applier", force = false, subresource, query = "" } = {}) => {
      const path = `${pathOf(object.kind === "Scale" ? "Deployment" : object.kind, namespace, object.metadata.name)}${subresource ? `/${subresource}` : ""}`;
      return call(`${path}?fieldManager=${manager}&force=${force}${query}`, {
        method: "PATCH",
        body: object,
        type: "application/apply-patch+yaml",
      });
    },
    remove: (kind, name, options) =>
      call(pathOf(kind, namespace, name), { method: "DELETE", ...(options ? { body: options } : {}) }),
  };
}

const patchTypes: Readonly<Record<string, string>> = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
};

/** The causes of a refusal as `reason field`, sorted. */
export function causesOf(answer: Answer): string[] {
  return (answer.body.details?.causes ?? [])
    .map((cause: Json) => `${cause.reason} ${cause.field ?? ""}`.trim())
    .sort();
}
