import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Build, Organization } from "@/sandbox/sim/organization";

const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
/** A build with this fault was never pushed. */
const ABSENT = "image-pull";

interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

function refusal(status: number, code: string, message: string): Answer {
  return { status, body: JSON.stringify({ errors: [{ code, message, detail: {} }] }) };
}

/** A manifest that is the same at every look. Its digest is the one of the build, which is not the hash of these bytes. */
function manifestOf(build: Build): string {
  const part = (mediaType: string, size: number) => ({ mediaType, size, digest: build.digest });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: part("application/vnd.oci.image.config.v1+json", 1469),
    layers: [part("application/vnd.oci.image.layer.v1.tar+gzip", 32_654_112)],
    annotations: { "org.opencontainers.image.ref.name": build.tag },
  });
}

/** Builds by `<domain>/<service>`, in the order of the organization file. */
function byName(organization: Organization): Map<string, Build[]> {
  const names = new Map<string, Build[]>();
  for (const build of organization.builds.values()) {
    const name = build.repository.slice(organization.registry.length + 1);
    if (build.fault !== ABSENT) names.set(name, [...(names.get(name) ?? []), build]);
    else if (!names.has(name)) names.set(name, []);
  }
  return names;
}

function manifestAnswer(builds: readonly Build[], reference: string): Answer {
  const build = builds.find((entry) => entry.tag === reference || entry.digest === reference);
  if (build === undefined)
    return refusal(404, "MANIFEST_UNKNOWN", `manifest ${reference} is not known to the registry`);
  const headers = {
    "Content-Type": MANIFEST_TYPE,
    "Docker-Content-Digest": build.digest,
    ETag: `"${build.digest}"`,
  };
  return { status: 200, body: manifestOf(build), headers };
}

function answer(names: ReadonlyMap<string, Build[]>, path: string): Answer {
  if (path === "/v2/" || path === "/v2") return { status: 200, body: "{}" };
  const route = /^\/v2\/(.+)\/(?:manifests\/([^/]+)|tags\/list)$/.exec(path);
  if (route === null) return refusal(404, "UNSUPPORTED", "The operation is unsupported.");
  const [, name = "", reference] = route;
  const builds = names.get(name);
  if (builds === undefined)
    return refusal(404, "NAME_UNKNOWN", `repository ${name} is not known to the registry`);
  if (reference !== undefined) return manifestAnswer(builds, reference);
  return { status: 200, body: JSON.stringify({ name, tags: builds.map((build) => build.tag) }) };
}

/**
 * The read side of the OCI distribution API over the builds of the organization: `/v2/`, manifests by tag or digest (GET and
 * HEAD) and tag lists. Builds with the fault image-pull are not there (404 MANIFEST_UNKNOWN).
 */
export function createRegistryServer(organization: Organization): Server {
  const names = byName(organization);
  return createServer((request: IncomingMessage, response: ServerResponse) => {
    const readable = request.method === "GET" || request.method === "HEAD";
    const path = decodeURIComponent((request.url ?? "/").split("?")[0] ?? "/");
    const { status, body, headers } = readable
      ? answer(names, path)
      : refusal(405, "UNSUPPORTED", "The operation is unsupported.");
    response.writeHead(status, {
      "Content-Type": "application/json",
      "Docker-Distribution-Api-Version": "registry/2.0",
      "Content-Length": Buffer.byteLength(body),
      ...headers,
    });
    response.end(request.method === "HEAD" ? undefined : body);
  });
}
