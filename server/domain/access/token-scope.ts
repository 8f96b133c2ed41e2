import type { Actor, Ownership, Place } from "./actor";
import type { Action } from "./matrix";

/** Whether a glob with `*` covers the name. */
function covers(glob: string, name: string): boolean {
  const [head = "", ...rest] = glob.split("*");
  if (rest.length === 0) return glob === name;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - at >= (rest.at(-1) ?? "").length && name.endsWith(rest.at(-1) ?? "");
}

const requestOnly: readonly Action[] = [
  "deploy.request",
  "deploy.plan",
  "deploy.retry",
  "deploy.rollbackWithApproval",
];

/** Reading what pages show: every token of somebody who may. */
const reads: readonly Action[] = ["deployment.read", "pod.read"];

function scopeAllows(scope: string, action: Action, place: Place): boolean {
  if (scope === "*") return true;
  if (reads.includes(action)) return true;
  if (action === "build.register") return scope === "build:write";
  if (scope === `deploy:${place.environment}`) return true;
  return scope === `deploy:${place.environment}:request` && requestOnly.includes(action);
}

/** Whether the token that the actor came with covers the action; true for people who signed in. */
export function tokenCovers(
  actor: Actor,
  action: Action,
  resource: { ownership: Ownership; place: Place },
): boolean {
  const { token } = actor;
  if (!token) return true;
  if (!reads.includes(action) && !token.services.some((glob) => covers(glob, resource.ownership.service)))
    return false;
  return token.scopes.some((scope) => scopeAllows(scope, action, resource.place));
}
