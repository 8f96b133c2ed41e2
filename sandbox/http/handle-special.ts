import { badRequest } from "@/sandbox/api/errors";
import { kindOfResource } from "@/sandbox/api/kinds/kind-registry";
import { bindPod } from "@/sandbox/api/operations/bind-pod";
import { evictPod } from "@/sandbox/api/operations/evict-pod";
import { findObject } from "@/sandbox/api/operations/find";
import { kubeTime } from "@/sandbox/api/time";
import { type Exchange, sendValue, writeContext } from "./exchange";
import { readLoose } from "./read-loose";
import type { NamedRequest, ResourceRequest } from "./request-info";
import { sendLog } from "./send-log";
import { proxyService } from "./service-proxy";

type Handler = (exchange: Exchange, request: NamedRequest) => void | Promise<void>;

const success = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 };

const handlers: Readonly<Record<string, Handler>> = {
  "GET pods/log": sendLog,
  "GET services/proxy": proxyService,
  "POST pods/eviction": evict,
  "POST pods/binding": bind,
  "POST serviceaccounts/token": grantToken,
};

/** Handles the subresources that are actions rather than views; undefined when the request is none. */
export function specialHandler(exchange: Exchange, request: ResourceRequest): Promise<void> | undefined {
  const { namespace, name, subresource, resource } = request;
  if (!subresource || namespace === undefined || name === undefined || request.apiVersion !== "v1")
    return undefined;
  const handler = handlers[`${exchange.request.method} ${resource}/${subresource}`];
  return handler && Promise.resolve(handler(exchange, { ...request, namespace, name }));
}

async function evict(exchange: Exchange, request: { namespace: string; name: string }): Promise<void> {
  const body = await readLoose(exchange, "Eviction");
  if (body.metadata?.name && body.metadata.name !== request.name)
    throw badRequest("name in URL does not match name in Eviction object");
  const context = writeContext(exchange);
  const dryRun = context.dryRun || body.deleteOptions?.dryRun?.includes("All") === true;
  evictPod(
    exchange.api,
    { key: { namespace: request.namespace, name: request.name }, context: { ...context, dryRun } },
    body.deleteOptions ?? {},
  );
  sendValue(exchange, 201, success);
}

async function bind(exchange: Exchange, request: { namespace: string; name: string }): Promise<void> {
  const node = (await readLoose(exchange, "Binding")).target?.name;
  if (!node) throw badRequest("target.name is required");
  bindPod(
    exchange.api,
    { key: { namespace: request.namespace, name: request.name }, context: writeContext(exchange) },
    node,
  );
  sendValue(exchange, 201, success);
}

/** Tokens of service accounts are good until the server stops. */
async function grantToken(exchange: Exchange, request: { namespace: string; name: string }): Promise<void> {
  const { namespace, name } = request;
  const account = findObject(exchange.api, { kind: kindOfResource("serviceaccounts"), namespace, name });
  const body = await readLoose(exchange, "TokenRequest");
  const seconds = body.spec?.expirationSeconds ?? 3600;
  const user = {
    name: `system:serviceaccount:${namespace}:${name}`,
    uid: account.metadata.uid,
    groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
  };
  const token = exchange.grantToken(user);
  const now = exchange.api.clock.now();
  sendValue(exchange, 201, {
    kind: "TokenRequest",
    apiVersion: "authentication.k8s.io/v1",
    metadata: { name, namespace, creationTimestamp: kubeTime(now) },
    spec: { ...body.spec, expirationSeconds: seconds },
    status: { token, expirationTimestamp: kubeTime(now + seconds * 1000) },
  });
}
