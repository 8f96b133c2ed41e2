import { expect, test } from "vitest";
import { kindSpecs } from "@/sandbox/api/kinds/kinds";
import { generateSchema } from "./generate-schema";
import {
  applyKeys,
  atomicMaps,
  mergeKeys,
  quantityFields,
  replacedObjects,
  retainKeys,
  setLists,
} from "./overlay";
import { modelOf } from "./schema";
import schemaFile from "./schema.json";

test("the schema file is what the client library's models say", async () => {
  expect(JSON.parse(JSON.stringify(await generateSchema()))).toEqual(schemaFile);
});

test.each(kindSpecs.map(({ kind, model }) => [kind, model]))("%s has its model", (_kind, model) => {
  expect(modelOf(model ?? "").fields.has("metadata")).toBe(true);
});

const rows = [
  ...Object.keys(mergeKeys),
  ...Object.keys(applyKeys),
  ...setLists,
  ...retainKeys,
  ...replacedObjects,
  ...atomicMaps,
  ...quantityFields,
];
const served = new Set(Object.keys(schemaFile));

test.each(rows.map((row) => row.split(".")).filter(([model = ""]) => served.has(model)))(
  "%s has the field %s that the overlay is about",
  (model, field) => {
    expect(modelOf(model ?? "").fields.has(field ?? "")).toBe(true);
  },
);
