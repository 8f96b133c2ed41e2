import { kindAtPath } from "@/sandbox/api/kinds/kind-registry";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";

/** A request on a resource, read from its path. */
export interface ResourceRequest {
  /** Group and version, `v1` or `apps/v1`. */
  apiVersion: string;
  group: string;
  resource: string;
  /** The served kind; undefined for virtual resources (reviews, metrics) and unknown ones. */
  kind: KindSpec | undefined;
  namespace: string | undefined;
  name: string | undefined;
  subresource: string | undefined;
  /** Path after the subresource, for proxies. */
  rest: string;
}

/** A request on one object in a namespace. */
export interface NamedRequest extends ResourceRequest {
  namespace: string;
  name: string;
}

const namespaceSubresources: ReadonlySet<string> = new Set(["status", "finalize"]);

/** Group and version at the start of a path, with the segments after it. */
export function splitApiPath(path: string): { apiVersion: string; segments: string[] } | undefined {
  const segments = path.split("/").filter((segment) => segment !== "");
  if (segments[0] === "api" && segments[1] === "v1") return { apiVersion: "v1", segments: segments.slice(2) };
  if (segments[0] === "apis" && segments[1] && segments[2])
    return { apiVersion: `${segments[1]}/${segments[2]}`, segments: segments.slice(3) };
  return undefined;
}

/** Reads a resource path; undefined when it is none. */
export function readResourcePath(path: string): ResourceRequest | undefined {
  const split = splitApiPath(path);
  if (!split || split.segments.length === 0) return undefined;
  const { apiVersion } = split;
  const { namespace, rest: place } = splitNamespace(split.segments.map(decodeURIComponent));
  const [resource = "", name, subresource, ...rest] = place;
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  const kind = kindAtPath(apiVersion, resource);
  return { apiVersion, group, resource, kind, namespace, name, subresource, rest: rest.join("/") };
}

/** `namespaces/x/...` is a place, except where the namespace itself is meant. */
function splitNamespace(segments: string[]): { namespace: string | undefined; rest: string[] } {
  const [first, name, next = ""] = segments;
  if (first !== "namespaces" || segments.length <= 2) return { namespace: undefined, rest: segments };
  const itself = segments.length === 3 && namespaceSubresources.has(next);
  return itself ? { namespace: undefined, rest: segments } : { namespace: name, rest: segments.slice(2) };
}
