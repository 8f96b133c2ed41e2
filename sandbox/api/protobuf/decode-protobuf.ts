import { badRequest, failure } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { kindByName } from "@/sandbox/api/kinds/kind-registry";
import { type FieldType, modelOf, type ScalarType } from "@/sandbox/api/schema/schema";
import { kubeMicroTime, kubeTime } from "@/sandbox/api/time";
import { protobufFields } from "./protobuf-fields";
import { readWire, type WireField } from "./read-wire";

const magic = Buffer.from([0x6b, 0x38, 0x73, 0x00]);

/** True when a body starts like a Kubernetes protobuf envelope. */
export function isProtobuf(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(magic);
}

/** Models of bodies that are no stored kind. */
const otherModels: Readonly<Record<string, string>> = {
  DeleteOptions: "V1DeleteOptions",
  TokenRequest: "AuthenticationV1TokenRequest",
  SelfSubjectReview: "V1SelfSubjectReview",
  SelfSubjectAccessReview: "V1SelfSubjectAccessReview",
  SelfSubjectRulesReview: "V1SelfSubjectRulesReview",
  SubjectAccessReview: "V1SubjectAccessReview",
};

/** Members that Go embeds: their fields appear one level higher in JSON. */
const inlined: ReadonlySet<string> = new Set(["localObjectReference", "ingressRuleValue"]);

/** Fields behind a pointer: a zero value was meant, and stays. */
const pointers: ReadonlySet<string> = new Set(
  (
    "replicas parallelism completions backoffLimit suspend minReplicas optional automountServiceAccountToken enableServiceLinks " +
    "revisionHistoryLimit progressDeadlineSeconds gracePeriodSeconds terminationGracePeriodSeconds immutable orphanDependents " +
    "successfulJobsHistoryLimit failedJobsHistoryLimit startingDeadlineSeconds stabilizationWindowSeconds value"
  ).split(" "),
);

/** Decodes the envelope and the object in it to what the JSON body would have been. Throws 400 and 415. */
export function decodeProtobuf(bytes: Buffer): Json {
  if (!isProtobuf(bytes))
    throw badRequest(
      "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]",
    );
  const envelope = readWire(bytes.subarray(4));
  const typeMeta = readWire(bytesOf(envelope, 1));
  const apiVersion = bytesOf(typeMeta, 1).toString("utf8");
  const kind = bytesOf(typeMeta, 2).toString("utf8");
  const object = message(modelNamed(apiVersion, kind), bytesOf(envelope, 2));
  delete object.status;
  return { apiVersion, kind, ...object };
}

function bytesOf(fields: readonly WireField[], number: number): Buffer {
  const value = fields.find((field) => field.number === number)?.value;
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}

function modelNamed(apiVersion: string, kind: string): string {
  if (apiVersion === "autoscaling/v1" && kind === "HorizontalPodAutoscaler")
    return "V1HorizontalPodAutoscaler";
  const model = otherModels[kind] ?? kindByName(apiVersion, kind)?.model;
  if (!model) throw unsupported(`${apiVersion} ${kind}`);
  return model;
}

function unsupported(what: string): Error {
  return failure({
    code: 415,
    reason: "UnsupportedMediaType",
    message: `the sandbox cannot read ${what} from a protobuf body; send JSON`,
  });
}

const numbering = new Map<string, Map<number, string>>();

function fieldsOf(model: string): Map<number, string> {
  const known = numbering.get(model);
  if (known) return known;
  const row = protobufFields[model];
  if (row === undefined) throw unsupported(model);
  const fields = new Map<number, string>();
  let number = 0;
  for (const entry of row.split(" ")) {
    const [jump, name] = entry.includes("=") ? (entry.split("=") as [string, string]) : ["", entry];
    number = jump ? Number(jump) : number + 1;
    fields.set(number, name);
  }
  numbering.set(model, fields);
  return fields;
}

function message(model: string, bytes: Buffer): Json {
  const names = fieldsOf(model);
  const result: Json = {};
  for (const { number, value } of readWire(bytes)) {
    const name = names.get(number)?.replace("uID", "uid");
    if (name === undefined) {
      if (typeof value === "bigint" ? value !== 0n : value.length > 0)
        throw unsupported(`field ${number} of ${model}`);
      continue;
    }
    if (inlined.has(name)) Object.assign(result, inlineMessage(name, value as Buffer));
    else addField(result, { model, name }, value);
  }
  return result;
}

function inlineMessage(name: string, bytes: Buffer): Json {
  if (name === "ingressRuleValue") {
    const http = readWire(bytes)[0]?.value;
    return http === undefined ? {} : { http: message("V1HTTPIngressRuleValue", http as Buffer) };
  }
  return message("V1LocalObjectReference", bytes);
}

function addField(
  result: Json,
  { model, name }: { model: string; name: string },
  value: bigint | Buffer,
): void {
  const type = modelOf(model).fields.get(name)?.type;
  if (!type || name === "status") return;
  if (type.type === "list") result[name] = [...(result[name] ?? []), single(type.items, value)];
  else if (type.type === "map") result[name] = { ...result[name], ...mapEntry(type.values, value as Buffer) };
  else keepMeant(result, name, single(type, value));
}

function mapEntry(values: FieldType, bytes: Buffer): Json {
  const entry = readWire(bytes);
  return { [bytesOf(entry, 1).toString("utf8")]: single(values, bytesOf(entry, 2)) };
}

function keepMeant(result: Json, name: string, value: Json): void {
  const zero = value === "" || value === 0 || value === false || value === null;
  if (!zero || (pointers.has(name) && value !== "" && value !== null)) result[name] = value;
}

function single(type: FieldType, value: bigint | Buffer): Json {
  if (type.type === "struct") return message(type.model, value as Buffer);
  if (type.type !== "leaf") throw unsupported(type.place);
  return scalar(type.scalar, value);
}

const readers: Readonly<Partial<Record<ScalarType, (bytes: Buffer) => Json>>> = {
  byte: (bytes) => bytes.toString("base64"),
  time: (bytes) => timeOf(bytes, kubeTime),
  micro: (bytes) => timeOf(bytes, kubeMicroTime),
  ios: intOrString,
  quantity: (bytes) => bytesOf(readWire(bytes), 1).toString("utf8") || "0",
};

function scalar(kind: ScalarType, value: bigint | Buffer): Json {
  if (typeof value === "bigint") return kind === "bool" ? value !== 0n : Number(value);
  const read = readers[kind];
  return read ? read(value) : value.toString("utf8");
}

function timeOf(bytes: Buffer, format: (milliseconds: number) => string): string | null {
  const seconds = readWire(bytes).find((field) => field.number === 1)?.value;
  return typeof seconds === "bigint" ? format(Number(seconds) * 1000) : null;
}

function intOrString(bytes: Buffer): string | number {
  const part = (number: number) => readWire(bytes).find((field) => field.number === number)?.value;
  return part(1) === 1n
    ? ((part(3) as Buffer | undefined)?.toString("utf8") ?? "")
    : Number((part(2) as bigint | undefined) ?? 0n);
}
