import * as z from "zod";
import { problemSchema } from "@/contracts/problem";
import type { AnyRoute, TextRoute } from "./route";
import { schemaNames } from "./schema-names";

type Json = Record<string, unknown>;

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** Names the contract schemas, so that the document refers to them instead of repeating them. */
function componentSchemas(): { registry: z.core.$ZodRegistry<{ id: string }>; schemas: Json } {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemaNames)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    io: "input",
    unrepresentable: "any",
  });
  const clean = Object.entries(schemas).map(([name, schema]) => {
    const { $schema: _dialect, $id: _id, ...rest } = schema as Json;
    return [name, rest] as const;
  });
  return { registry, schemas: Object.fromEntries(clean) };
}

function inline(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  }) as Json;
  return rest;
}

/** A reference for a contract, an array or union of references for arrays and unions of contracts, else the schema itself. */
function schemaOf(schema: z.ZodType, registry: z.core.$ZodRegistry<{ id: string }>): Json {
  const named = registry.get(schema);
  if (named) return ref(named.id);
  if (schema instanceof z.ZodArray)
    return { type: "array", items: schemaOf(schema.element as z.ZodType, registry) };
  if (schema instanceof z.ZodUnion)
    return { anyOf: schema.options.map((option) => schemaOf(option as z.ZodType, registry)) };
  return inline(schema);
}

type Place = "path" | "query";

/** Parameters of a schema; `placeOf` says where each stands. */
function parametersIn(schema: z.ZodType | undefined, placeOf: (name: string) => Place): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = inline(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: placeOf(name),
    required: placeOf(name) === "path" || required.includes(name),
    schema: property,
  }));
}

function parametersOf(route: AnyRoute): Json[] {
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: route.key === "required",
    description: "Makes a repeated request the same change.",
    schema: { type: "string", minLength: 8, maxLength: 128 },
  };
  return [
    ...parametersIn(route.params, () => "path"),
    ...parametersIn(route.query, () => "query"),
    ...(route.method === "post" ? [key] : []),
  ];
}

const problemAnswer: Json = {
  description: "Refused or failed: code, sentence and request id",
  content: { "application/problem+json": { schema: ref("Problem") } },
};

function operationOf(route: AnyRoute, registry: z.core.$ZodRegistry<{ id: string }>): Json {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    parameters: parametersOf(route),
    ...(route.body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemaOf(route.body, registry) } },
      },
    }),
    responses: {
      [route.status]: {
        description: "Done",
        content: { "application/json": { schema: schemaOf(route.answer, registry) } },
      },
      default: problemAnswer,
    },
  };
}

const streamOperation: Json = {
  operationId: "openStream",
  summary: "Changes as server-sent events; see StreamMessage for the data of each",
  tags: ["Catalog"],
  parameters: [
    {
      name: "topics",
      in: "query",
      required: true,
      schema: { type: "string" },
      description: "Names, separated by commas",
    },
    {
      name: "since",
      in: "query",
      required: false,
      schema: { type: "string" },
      description: "Cursor to go on from",
    },
  ],
  responses: {
    "200": {
      description: "A stream without end",
      content: { "text/event-stream": { schema: { type: "string" } } },
    },
    default: problemAnswer,
  },
};

function textOperation({ path, operationId, summary, input, answer }: TextRoute): Json {
  return {
    operationId,
    summary,
    tags: ["Catalog"],
    parameters: parametersIn(input, (name) => (path.includes(`{${name}}`) ? "path" : "query")),
    responses: {
      "200": { description: answer, content: { "text/plain": { schema: { type: "string" } } } },
      default: problemAnswer,
    },
  };
}

/** The OpenAPI 3.1 document of all endpoints. Pure: the same routes give the same document. */
export function openApiDocument(routes: readonly AnyRoute[], texts: readonly TextRoute[]): Json {
  const { registry, schemas } = componentSchemas();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operationOf(route, registry) };
  }
  paths["/api/v1/stream"] = { get: streamOperation };
  for (const route of texts) paths[`/api/v1${route.path}`] = { get: textOperation(route) };
  return {
    openapi: "3.1.1",
    info: {
      title: "Switchyard",
      version: "1",
      description: "Deployments, approvals and live state. The pages use nothing else.",
      license: { name: "Unlicensed", identifier: "UNLICENSED" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: { ...schemas, Problem: schemas["Problem"] ?? inline(problemSchema) },
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "switchyard.session" },
      },
    },
  };
}
