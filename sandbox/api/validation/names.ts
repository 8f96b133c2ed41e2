import { duplicate, invalidValue, required, type StatusCause, tooLong } from "@/sandbox/api/errors";
import { isRecord, type Json } from "@/sandbox/api/json";

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const serviceName = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const labelValue = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const qualifiedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const texts = {
  label:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  subdomain:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
  service:
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
  labelValue:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
  qualifiedName:
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
} as const;

/** Rules that a name can follow. */
export type NameRule = "label" | "subdomain" | "service" | "path";

const rules: Readonly<Record<Exclude<NameRule, "path">, { form: RegExp; limit: number }>> = {
  label: { form: label, limit: 63 },
  subdomain: { form: subdomain, limit: 253 },
  service: { form: serviceName, limit: 63 },
};

/** What is wrong with a name. */
export function nameCauses(field: string, name: string, rule: NameRule): StatusCause[] {
  if (rule === "path") {
    return name.includes("/") || name.includes("%") || name === "." || name === ".."
      ? [invalidValue(field, name, "may not contain '/' or '%'")]
      : [];
  }
  const { form, limit } = rules[rule];
  if (name.length > limit) return [invalidValue(field, name, `must be no more than ${limit} characters`)];
  return form.test(name) ? [] : [invalidValue(field, name, texts[rule])];
}

/** Keys that were found to be good: every write of an object checks the same dozen again. */
const good = new Set<string>();
const goodLimit = 10_000;

/** What is wrong with a label or annotation key. */
export function qualifiedNameCauses(field: string, key: string): StatusCause[] {
  if (good.has(key)) return [];
  const causes = checkQualifiedName(field, key);
  if (causes.length === 0 && good.size < goodLimit) good.add(key);
  return causes;
}

function checkQualifiedName(field: string, key: string): StatusCause[] {
  const parts = key.split("/");
  const name = parts.pop() ?? "";
  const [prefix] = parts;
  if (parts.length > 1 || name === "" || name.length > 63 || !qualifiedName.test(name))
    return [invalidValue(field, key, texts.qualifiedName)];
  if (prefix !== undefined && !(subdomain.test(prefix) && prefix.length <= 253))
    return [invalidValue(field, key, `prefix part ${texts.subdomain}`)];
  return [];
}

/** What is wrong with a map of labels. */
export function labelCauses(field: string, labels: Json): StatusCause[] {
  if (!isRecord(labels)) return [];
  return Object.entries(labels).flatMap(([key, value]) => {
    const causes = qualifiedNameCauses(field, key);
    if (String(value).length > 63)
      return [...causes, invalidValue(field, value, "must be no more than 63 characters")];
    return labelValue.test(String(value))
      ? causes
      : [...causes, invalidValue(field, value, texts.labelValue)];
  });
}

const annotationLimit = 256 * 1024;

/** What is wrong with annotations. */
export function annotationCauses(field: string, annotations: Json): StatusCause[] {
  if (!isRecord(annotations)) return [];
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );
  const keys = Object.keys(annotations).flatMap((key) => qualifiedNameCauses(field, key.toLowerCase()));
  return size > annotationLimit ? [...keys, tooLong(field, annotationLimit)] : keys;
}

/** Causes for names of a list that are missing, malformed or there twice. */
export function listNameCauses(
  field: string,
  items: readonly Json[],
  rule: NameRule = "label",
): StatusCause[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const place = `${field}[${index}].name`;
    if (!item?.name) return [required(place)];
    if (seen.has(item.name)) return [duplicate(place, item.name)];
    seen.add(item.name);
    return nameCauses(place, item.name, rule);
  });
}
