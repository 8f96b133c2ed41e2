import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { textRoutes } from "@/server/http/record/text-routes";
import { routes } from "@/server/http/routes";
import { openApiDocument } from "./openapi";

const document = openApiDocument(routes, textRoutes);

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result).toMatchObject({ valid: true });
});

test("the committed copy is the document of the code; `npm run openapi` writes it", () => {
  const committed: unknown = JSON.parse(readFileSync("docs/openapi.json", "utf8"));
  expect(document).toEqual(committed);
});

test("contracts are named once and referred to", () => {
  const text = JSON.stringify(document["paths"]);
  expect(text).toContain("#/components/schemas/DeploymentDetail");
  expect(text).not.toContain('"timeline"');
});
