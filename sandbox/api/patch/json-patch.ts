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

type Step = (root: Root, operation: Required<Pick<Operation, "path" | "from">> & { value: Json }) => void;

interface Root {
  document: Json;
}

const steps: Readonly<Record<string, Step>> = {
  test: (root, { path, value = null }) => {
    if (!equalJson(read(root, path, true) ?? null, value)) throw rejected();
  },
  remove: (root, { path }) => remove(root, path),
  add: (root, { path, value }) => add(root, path, value),
  // The API server's library replaces what is not there, too; only the container must exist.
  replace: (root, { path, value }) => replace(root, path, value),
  move: (root, { path, from }) => {
    const moved = read(root, from);
    remove(root, from);
    add(root, path, moved);
  },
  copy: (root, { path, from }) => add(root, path, cloneJson(read(root, from))),
};

function applyOne(root: Root, { op = "", path, from = "", value }: Operation): void {
  const step = Object.hasOwn(steps, op) ? steps[op] : undefined;
  if (!step || typeof path !== "string") throw rejected();
  step(root, { path, from, value });
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
