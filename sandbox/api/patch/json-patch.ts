import { failure } from "@/sandbox/api/errors";
import { cloneJson, equalJson, isRecord, type Json } from "@/sandbox/api/json";

/** One operation of RFC 6902. */
interface Operation {
  op?: string;
  path?: string;
  from?: string;
  value?: Json;
}

const operationLimit = 10_000;

/** 422 as the API words it for a patch that does not fit: without causes. */
function rejected(): Error {
  return failure({
    code: 422,
    reason: "Invalid",
    message: "the server rejected our request due to an error in our request",
    details: {},
  });
}

/** Applies a JSON Patch to a copy. Throws 422 for a failing test or a missing path, 413 for too many operations. */
export function applyJsonPatch(target: Json, operations: readonly Operation[]): Json {
  if (operations.length > operationLimit) {
    const message = `The allowed maximum operations in a JSON patch is ${operationLimit}, got ${operations.length}`;
    throw failure({ code: 413, reason: "RequestEntityTooLarge", message });
  }
  const root = { document: cloneJson(target) };
  for (const operation of operations) applyOne(root, operation);
  return root.document;
}

function applyOne(root: { document: Json }, { op, path, from, value }: Operation): void {
  if (typeof path !== "string") throw rejected();
  switch (op) {
    case "test":
      if (!equalJson(read(root, path, true) ?? null, value ?? null)) throw rejected();
      return;
    case "remove":
      return remove(root, path);
    case "add":
      return add(root, path, value);
    case "replace":
      read(root, path);
      return replace(root, path, value);
    case "move": {
      const moved = read(root, from ?? "");
      remove(root, from ?? "");
      return add(root, path, moved);
    }
    case "copy":
      return add(root, path, cloneJson(read(root, from ?? "")));
    default:
      throw rejected();
  }
}

function pointer(path: string): string[] {
  if (path !== "" && !path.startsWith("/")) throw rejected();
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Parent container and last token of a path. The document hangs below a root, so that the empty path works too. */
function locate(root: { document: Json }, path: string): { parent: Json; key: string } {
  const tokens = ["document", ...pointer(path)];
  const key = tokens.pop() ?? "";
  if (key === "__proto__" || tokens.includes("__proto__")) throw rejected();
  let parent: Json = root;
  for (const token of tokens) {
    parent = Array.isArray(parent) ? parent[index(parent, token, parent.length - 1)] : parent?.[token];
    if (typeof parent !== "object" || parent === null) throw rejected();
  }
  return { parent, key };
}

function index(list: Json[], token: string, limit: number): number {
  const position = /^(0|[1-9]\d*)$/.test(token) ? Number(token) : token === "-" ? list.length : Number.NaN;
  if (Number.isNaN(position) || position > limit) throw rejected();
  return position;
}

function read(root: { document: Json }, path: string, optional = false): Json {
  const { parent, key } = locate(root, path);
  if (Array.isArray(parent)) return parent[index(parent, key, parent.length - 1)];
  if (!optional && !Object.hasOwn(parent, key)) throw rejected();
  return parent[key];
}

function add(root: { document: Json }, path: string, value: Json): void {
  const { parent, key } = locate(root, path);
  if (Array.isArray(parent)) parent.splice(index(parent, key, parent.length), 0, value);
  else parent[key] = value;
}

function replace(root: { document: Json }, path: string, value: Json): void {
  const { parent, key } = locate(root, path);
  if (Array.isArray(parent)) parent[index(parent, key, parent.length - 1)] = value;
  else parent[key] = value;
}

function remove(root: { document: Json }, path: string): void {
  const { parent, key } = locate(root, path);
  if (Array.isArray(parent)) parent.splice(index(parent, key, parent.length - 1), 1);
  else if (isRecord(parent) && Object.hasOwn(parent, key)) delete parent[key];
  else throw rejected();
}
