/** The part of a JSON schema that the API's document uses. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly (string | number | null)[];
  const?: string | number | boolean;
  format?: string;
  description?: string;
  default?: unknown;
  maxLength?: number;
  items?: Schema;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
}

/** One parameter of an operation. */
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

type Content = Readonly<Record<string, { schema?: Schema }>>;

/** One operation as the document describes it, with its address. */
export interface Operation {
  method: string;
  path: string;
  operationId: string;
  summary: string;
  tags: readonly string[];
  parameters: readonly Parameter[];
  requestBody?: { content: Content };
  responses: Readonly<Record<string, { description: string; content?: Content }>>;
}

interface OpenApi {
  paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, "method" | "path">>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
}

/** The API as its reference shows it: operations under their first tag, named types; both in the document's order. */
export interface Api {
  sections: readonly { tag: string; operations: readonly Operation[] }[];
  schemas: readonly (readonly [string, Schema])[];
}

/** Reads an OpenAPI document that this build wrote itself. */
export function readApi(document: unknown): Api {
  const { paths, components } = document as OpenApi;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => ({ ...operation, method, path })),
  );
  const tagOf = ({ tags }: Operation) => tags[0] ?? "Other";
  return {
    sections: [...new Set(operations.map(tagOf))].map((tag) => ({
      tag,
      operations: operations.filter((operation) => tagOf(operation) === tag),
    })),
    schemas: Object.entries(components.schemas),
  };
}

/** Name of the type that a `$ref` points to. */
export function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}
