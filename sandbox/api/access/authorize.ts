import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { Json } from "@/sandbox/api/json";
import type { UserInfo } from "@/sandbox/api/user";
import type { KubeObject } from "@/sandbox/kernel/object";

/** What a request wants, in the words of access control. */
export interface AccessRequest {
  verb: string;
  group?: string;
  resource?: string;
  subresource?: string;
  namespace?: string | undefined;
  name?: string | undefined;
  /** Path outside the resources, such as `/version`. */
  path?: string;
}

/** A rule of a role and the namespace it holds in (undefined: everywhere). */
export interface GrantedRule {
  rule: Json;
  namespace: string | undefined;
}

const openPaths: ReadonlySet<string> = new Set(["/version", "/healthz", "/livez", "/readyz"]);
const memberPaths = ["/api", "/apis", "/openapi", "/version", "/healthz", "/livez", "/readyz"];
const selfReviews: ReadonlySet<string> = new Set([
  "selfsubjectaccessreviews",
  "selfsubjectrulesreviews",
  "selfsubjectreviews",
]);

/** True when RBAC (or the bootstrap policy) allows the request. */
export function isAllowed(api: ClusterApi, user: UserInfo, request: AccessRequest): boolean {
  if (user.groups.includes("system:masters")) return true;
  const member = user.groups.includes("system:authenticated");
  if (request.path !== undefined) return pathAllowed(api, { user, member }, request);
  if (member && request.verb === "create" && selfReviews.has(request.resource ?? "")) return true;
  return rulesFor(api, user, request.namespace).some(({ rule }) => ruleCovers(rule, request));
}

function pathAllowed(
  api: ClusterApi,
  { user, member }: { user: UserInfo; member: boolean },
  request: AccessRequest,
): boolean {
  const path = request.path ?? "";
  const bare = path.replace(/\/$/, "");
  if (
    openPaths.has(bare) ||
    [...openPaths].some((open) => open !== "/version" && bare.startsWith(`${open}/`))
  )
    return request.verb === "get";
  if (
    member &&
    request.verb === "get" &&
    memberPaths.some((open) => bare === open || bare.startsWith(`${open}/`))
  )
    return true;
  return rulesFor(api, user, undefined).some(({ rule }) =>
    (rule.nonResourceURLs ?? []).some(
      (url: string) =>
        includes(rule.verbs, request.verb) &&
        (url === "*" || url === path || (url.endsWith("*") && path.startsWith(url.slice(0, -1)))),
    ),
  );
}

/** Every rule granted to a user cluster-wide and, when given, in one namespace. */
export function rulesFor(api: ClusterApi, user: UserInfo, namespace: string | undefined): GrantedRule[] {
  const group = "rbac.authorization.k8s.io";
  const wide = api.store
    .collection(`clusterrolebindings.${group}`)
    .list()
    .filter((binding) => bindsUser(binding, user));
  const local = namespace
    ? api.store
        .collection(`rolebindings.${group}`)
        .list(namespace)
        .filter((binding) => bindsUser(binding, user))
    : [];
  const rules = (binding: KubeObject, scope: string | undefined): GrantedRule[] => {
    const { kind, name } = binding["roleRef"] ?? {};
    const role =
      kind === "Role"
        ? api.store.get(`roles.${group}`, scope, name)
        : api.store.get(`clusterroles.${group}`, undefined, name);
    return (role?.["rules"] ?? []).map((rule: Json) => ({ rule, namespace: scope }));
  };
  return [
    ...wide.flatMap((binding) => rules(binding, undefined)),
    ...local.flatMap((binding) => rules(binding, namespace)),
  ];
}

function bindsUser(binding: KubeObject, user: UserInfo): boolean {
  return (binding["subjects"] ?? []).some((subject: Json) => {
    if (subject.kind === "User") return subject.name === user.name;
    if (subject.kind === "Group") return user.groups.includes(subject.name);
    return user.name === `system:serviceaccount:${subject.namespace}:${subject.name}`;
  });
}

function includes(list: readonly string[] | undefined, wanted: string): boolean {
  return list?.includes("*") === true || list?.includes(wanted) === true;
}

function ruleCovers(rule: Json, request: AccessRequest): boolean {
  const { group = "", name = "" } = request;
  const named: string[] = rule.resourceNames ?? [];
  return (
    coversResource(rule.resources ?? [], request) &&
    includes(rule.verbs, request.verb) &&
    includes(rule.apiGroups, group) &&
    (named.length === 0 || named.includes(name))
  );
}

function coversResource(
  resources: readonly string[],
  { resource = "", subresource }: AccessRequest,
): boolean {
  if (subresource === undefined) return includes(resources, resource);
  return includes(resources, `${resource}/${subresource}`) || resources.includes(`*/${subresource}`);
}
