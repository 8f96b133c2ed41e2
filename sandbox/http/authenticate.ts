import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import { failure } from "@/sandbox/api/errors";
import type { UserInfo } from "@/sandbox/api/user";

const anonymous: UserInfo = { name: "system:anonymous", groups: ["system:unauthenticated"] };

/** Who asks: bearer token, then client certificate, then nobody. Throws 401 for a token that is not known. */
export function authenticate(request: IncomingMessage, tokens: ReadonlyMap<string, UserInfo>): UserInfo {
  const user = fromToken(request, tokens) ?? fromCertificate(request) ?? anonymous;
  const known = user === anonymous ? user : withMembership(user);
  return impersonated(request, known);
}

function fromToken(request: IncomingMessage, tokens: ReadonlyMap<string, UserInfo>): UserInfo | undefined {
  const header = request.headers.authorization;
  if (!header) return undefined;
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  const user = token === undefined ? undefined : tokens.get(token);
  if (!user) throw failure({ code: 401, reason: "Unauthorized", message: "Unauthorized" });
  return user;
}

function fromCertificate(request: IncomingMessage): UserInfo | undefined {
  const socket = request.socket as TLSSocket;
  if (!socket.authorized) return undefined;
  const { CN, O } = (socket.getPeerCertificate()?.subject ?? {}) as { CN?: string; O?: string | string[] };
  return CN ? { name: CN, groups: typeof O === "string" ? [O] : (O ?? []) } : undefined;
}

function withMembership(user: UserInfo): UserInfo {
  return user.groups.includes("system:authenticated")
    ? user
    : { ...user, groups: [...user.groups, "system:authenticated"] };
}

/** `kubectl --as`: only full administrators may. */
function impersonated(request: IncomingMessage, user: UserInfo): UserInfo {
  const name = request.headers["impersonate-user"];
  if (typeof name !== "string") return user;
  if (!user.groups.includes("system:masters")) {
    const message = `users "${name}" is forbidden: User "${user.name}" cannot impersonate resource "users" in API group "" at the cluster scope`;
    throw failure({ code: 403, reason: "Forbidden", message, details: { name, kind: "users" } });
  }
  const groups = request.headers["impersonate-group"];
  const list = groups === undefined ? [] : String(groups).split(/,\s*/);
  return withMembership({ name, groups: list });
}
