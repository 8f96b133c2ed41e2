import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { Json } from "@/sandbox/api/json";
import { rootType } from "@/sandbox/api/schema/schema";
import { applyFields } from "./apply-fields";
import { formatFields, parseFields } from "./field-set";
import type { ManagedEntry } from "./managed-entries";

const type = rootType("V1ConfigMap");
const identity = (manager: string) => ({
  manager,
  operation: "Apply" as const,
  apiVersion: "v1",
  subresource: "",
});

interface State {
  object: Json;
  entries: ManagedEntry[];
}

function applyAs(state: State, manager: string, data: Record<string, string>): State {
  return applyFields({
    type,
    identity: identity(manager),
    live: state.object,
    applied: { data },
    entries: state.entries.filter((entry) => Object.keys(formatFields(entry.fields)).length > 0),
    force: true,
    now: "2026-01-01T00:00:00Z",
  });
}

const data = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("1", "2"));
const steps = fc.array(fc.tuple(fc.constantFrom("one", "two", "three"), data), {
  minLength: 1,
  maxLength: 12,
});

describe("apply", () => {
  property.prop([steps])("every field that is left has an owner, and every owned field is there", (run) => {
    const end = run.reduce<State>((state, [manager, wanted]) => applyAs(state, manager, wanted), {
      object: {},
      entries: [],
    });
    const owned = new Set(
      end.entries.flatMap((entry) => [...(entry.fields.children.get("f:data")?.members ?? [])]),
    );
    expect([...owned].sort()).toEqual(
      Object.keys(end.object.data ?? {})
        .map((key) => `f:${key}`)
        .sort(),
    );
  });

  property.prop([steps])("the last manager has what it applied", (run) => {
    const end = run.reduce<State>((state, [manager, wanted]) => applyAs(state, manager, wanted), {
      object: {},
      entries: [],
    });
    const [, wanted = {}] = run.at(-1) ?? [];
    expect(end.object.data ?? {}).toMatchObject(wanted);
  });

  property.prop([steps])("applying twice is applying once", (run) => {
    const end = run.reduce<State>((state, [manager, wanted]) => applyAs(state, manager, wanted), {
      object: {},
      entries: [],
    });
    const [manager = "", wanted = {}] = run.at(-1) ?? [];
    expect(applyAs(end, manager, wanted).object.data ?? {}).toEqual(end.object.data ?? {});
  });
});

describe("field sets", () => {
  test.each([
    [{ "f:a": {} }],
    [{ "f:a": { ".": {}, "f:b": {} } }],
    [{ "f:list": { 'k:{"name":"x"}': { ".": {}, "f:name": {} }, 'v:"y"': {} } }],
  ])("%j reads and writes back", (fields) => {
    expect(formatFields(parseFields(fields))).toEqual(fields);
  });
});
