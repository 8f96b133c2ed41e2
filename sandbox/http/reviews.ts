import { type AccessRequest, isAllowed, rulesFor } from "@/sandbox/api/access/authorize";
import type { Json } from "@/sandbox/api/json";
import type { UserInfo } from "@/sandbox/api/user";
import { type Exchange, sendValue } from "./exchange";
import { readObject } from "./read-object";
import type { ResourceRequest } from "./request-info";

interface Review {
  kind: string;
  model: string;
  answer(exchange: Exchange, body: Json, request: ResourceRequest): Json;
}

function accessRequest(spec: Json, place?: string): AccessRequest {
  const paths = spec.nonResourceAttributes;
  if (paths) return { verb: "", path: "", ...paths };
  const { labelSelector: _labels, fieldSelector: _fields, ...attributes } = { ...spec.resourceAttributes };
  const request: AccessRequest = { verb: "", group: "", resource: "", ...attributes };
  request.namespace = place ?? (request.namespace || undefined);
  if (!request.subresource) delete request.subresource;
  return request;
}

function decide(exchange: Exchange, user: UserInfo, access: AccessRequest): Json {
  const allowed = isAllowed(exchange.api, user, access);
  return allowed ? { allowed, reason: "RBAC: allowed" } : { allowed };
}

function specUser(spec: Json): UserInfo {
  return { name: spec.user ?? "", groups: spec.groups ?? [] };
}

function rulesStatus(exchange: Exchange, namespace: string): Json {
  const rules = rulesFor(exchange.api, exchange.user, namespace).map(({ rule }) => rule);
  const all = exchange.user.groups.includes("system:masters")
    ? [
        { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
        { verbs: ["*"], nonResourceURLs: ["*"] },
        ...rules,
      ]
    : rules;
  return {
    resourceRules: all.filter((rule: Json) => rule.resources?.length),
    nonResourceRules: all.filter((rule: Json) => rule.nonResourceURLs?.length),
    incomplete: false,
  };
}

const reviews: Readonly<Record<string, Review>> = {
  "authorization.k8s.io/v1/selfsubjectaccessreviews": {
    kind: "SelfSubjectAccessReview",
    model: "V1SelfSubjectAccessReview",
    answer: (exchange, { spec }) => decide(exchange, exchange.user, accessRequest(spec)),
  },
  "authorization.k8s.io/v1/subjectaccessreviews": {
    kind: "SubjectAccessReview",
    model: "V1SubjectAccessReview",
    answer: (exchange, { spec }) => decide(exchange, specUser(spec), accessRequest(spec)),
  },
  "authorization.k8s.io/v1/localsubjectaccessreviews": {
    kind: "LocalSubjectAccessReview",
    model: "V1LocalSubjectAccessReview",
    answer: (exchange, { spec }, { namespace }) =>
      decide(exchange, specUser(spec), accessRequest(spec, namespace)),
  },
  "authorization.k8s.io/v1/selfsubjectrulesreviews": {
    kind: "SelfSubjectRulesReview",
    model: "V1SelfSubjectRulesReview",
    answer: (exchange, { spec }) => rulesStatus(exchange, spec?.namespace ?? "default"),
  },
  "authentication.k8s.io/v1/selfsubjectreviews": {
    kind: "SelfSubjectReview",
    model: "V1SelfSubjectReview",
    answer: ({ user }) => ({
      userInfo: { username: user.name, groups: user.groups, ...(user.uid ? { uid: user.uid } : {}) },
    }),
  },
};

/** Answers an access or identity review; false when the path is none. */
export async function answerReview(exchange: Exchange, request: ResourceRequest): Promise<boolean> {
  const review = reviews[`${request.apiVersion}/${request.resource}`];
  if (!review || exchange.request.method !== "POST") return false;
  const expected = { model: review.model, kind: review.kind, version: "v1", apiVersion: request.apiVersion };
  const body = await readObject(exchange, expected);
  sendValue(exchange, 201, {
    kind: review.kind,
    apiVersion: request.apiVersion,
    metadata: { creationTimestamp: null },
    spec: body.spec ?? {},
    status: review.answer(exchange, body, request),
  });
  return true;
}
