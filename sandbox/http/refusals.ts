import { failure } from "@/sandbox/api/errors";
import type { UserInfo } from "@/sandbox/api/user";
import type { ApiError } from "@/sandbox/kernel/cluster-client";
import type { ResourceRequest } from "./request-info";

/** 404 for a resource or version that is not served. */
export function unknownResource(): ApiError {
  return failure({
    code: 404,
    reason: "NotFound",
    message: "the server could not find the requested resource",
    details: {},
  });
}

/** 405 for a method that a path does not have. */
export function methodNotAllowed(): ApiError {
  return failure({
    code: 405,
    reason: "MethodNotAllowed",
    message: "the server does not allow this method on the requested resource",
    details: {},
  });
}

/** 415 of a patch. */
export function unsupportedPatch(): ApiError {
  return failure({
    code: 415,
    reason: "UnsupportedMediaType",
    message: "415: Unsupported Media Type",
    details: {},
  });
}

/** 403 by access control, for a resource. */
export function denied(user: UserInfo, verb: string, request: ResourceRequest): ApiError {
  const { resource, subresource, group, namespace, name } = request;
  const full = subresource ? `${resource}/${subresource}` : resource;
  const subject = `${resource}${group ? `.${group}` : ""}${name ? ` "${name}"` : ""}`;
  const place = namespace ? `in the namespace "${namespace}"` : "at the cluster scope";
  return failure({
    code: 403,
    reason: "Forbidden",
    message: `${subject} is forbidden: User "${user.name}" cannot ${verb} resource "${full}" in API group "${group}" ${place}`,
    details: { ...(name ? { name } : {}), ...(group ? { group } : {}), kind: resource },
  });
}

/** 403 by access control, for a path outside the resources. */
export function deniedPath(user: UserInfo, verb: string, path: string): ApiError {
  return failure({
    code: 403,
    reason: "Forbidden",
    message: `forbidden: User "${user.name}" cannot ${verb} path "${path}"`,
    details: {},
  });
}
