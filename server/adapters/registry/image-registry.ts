import { createHash } from "node:crypto";
import type { ImageAnswer, ImageReference, ImageRegistry } from "@/server/ports/image-registry";
import { type BearerChallenge, bearerChallenge } from "./bearer-challenge";

const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** Longest time for one question, in ms. */
const timeout = 5_000;

/** Splits `registry.example.com/team/app` into host and name; no host when the first part is an ordinary word. */
export function splitRepository(repository: string): { host: string | null; name: string } {
  const slash = repository.indexOf("/");
  const first = slash === -1 ? "" : repository.slice(0, slash);
  const isHost = first.includes(".") || first.includes(":") || first === "localhost";
  return isHost ? { host: first, name: repository.slice(slash + 1) } : { host: null, name: repository };
}

async function anonymousToken(challenge: BearerChallenge, signal: AbortSignal): Promise<string | null> {
  const url = new URL(challenge.realm);
  if (challenge.service) url.searchParams.set("service", challenge.service);
  if (challenge.scope) url.searchParams.set("scope", challenge.scope);
  const answer = await fetch(url, { signal });
  if (!answer.ok) return null;
  const body = (await answer.json()) as { token?: string; access_token?: string };
  return body.token ?? body.access_token ?? null;
}

async function ask(method: "HEAD" | "GET", url: URL, signal: AbortSignal): Promise<Response> {
  const headers = { accept: manifestTypes };
  const first = await fetch(url, { method, headers, signal });
  const challenge = first.status === 401 ? bearerChallenge(first.headers.get("www-authenticate")) : null;
  if (!challenge) return first;
  const token = await anonymousToken(challenge, signal);
  return token === null
    ? first
    : fetch(url, { method, headers: { ...headers, authorization: `Bearer ${token}` }, signal });
}

/** The digest is what the registry says, or the hash of the manifest's bytes where it does not say. */
async function digestAt(url: URL, signal: AbortSignal): Promise<ImageAnswer> {
  const head = await ask("HEAD", url, signal);
  if (head.status === 404) return { state: "missing" };
  if (!head.ok) return { state: "unknown", message: `The registry answered ${head.status}.` };
  const told = head.headers.get("docker-content-digest");
  if (told) return { state: "found", digest: told };
  const body = await ask("GET", url, signal);
  if (!body.ok) return { state: "unknown", message: `The registry answered ${body.status}.` };
  const bytes = Buffer.from(await body.arrayBuffer());
  return { state: "found", digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}` };
}

function manifestUrl(base: string | undefined, image: ImageReference): URL | null {
  const { host, name } = splitRepository(image.repository);
  const origin = base ?? (host === null ? null : `https://${host}`);
  if (origin === null) return null;
  const path = name.split("/").map(encodeURIComponent).join("/");
  return new URL(`/v2/${path}/manifests/${encodeURIComponent(image.reference)}`, origin);
}

/**
 * A registry of the OCI distribution API. With `url` every repository is asked there; without it at the host that stands
 * in the repository's name.
 */
export function createImageRegistry(options: { url?: string | undefined } = {}): ImageRegistry {
  return {
    async resolve(image, signal) {
      const url = manifestUrl(options.url, image);
      if (url === null) return { state: "unknown", message: `No registry is known for ${image.repository}.` };
      const limit = AbortSignal.timeout(timeout);
      try {
        return await digestAt(url, signal ? AbortSignal.any([signal, limit]) : limit);
      } catch (error) {
        const why =
          error instanceof Error
            ? ((error.cause as Error | undefined)?.message ?? error.message)
            : String(error);
        return { state: "unknown", message: `The registry did not answer: ${why}` };
      }
    },
  };
}
