import { Fragment, type ReactNode } from "react";
import { nameOf, type Schema } from "./open-api";

const words: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  boolean: "true or false",
  "date-time": "time, ISO 8601 UTC",
  uuid: "id",
  uri: "address",
};

function plainWords(schema: Schema): string {
  const types = [schema.type ?? []].flat();
  const names = types.filter((type) => type !== "null");
  const name =
    words[schema.format ?? ""] ?? (names.map((type) => words[type] ?? type).join(" or ") || "anything");
  return types.includes("null") ? `${name} or null` : name;
}

function Choices({ of }: { of: readonly Schema[] }) {
  return of.map((schema, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the choices of a document never change their order
    <Fragment key={index}>
      {index > 0 ? " or " : null}
      <TypeWords schema={schema} />
    </Fragment>
  ));
}

/** A type in words: "text", "list of Pod", "blue, green or null"; named types are links to their table. */
export function TypeWords({ schema }: { schema: Schema }): ReactNode {
  if (schema.$ref) return <a href={`#type-${nameOf(schema.$ref)}`}>{nameOf(schema.$ref)}</a>;
  if (schema.const !== undefined) return <code>{String(schema.const)}</code>;
  if (schema.enum) {
    return schema.enum.map((value, index) => (
      <Fragment key={String(value)}>
        {index > 0 ? ", " : null}
        <code>{String(value)}</code>
      </Fragment>
    ));
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return <Choices of={choices} />;
  if (schema.items) {
    return (
      <>
        list of <TypeWords schema={schema.items} />
      </>
    );
  }
  if (typeof schema.additionalProperties === "object") {
    return (
      <>
        map to <TypeWords schema={schema.additionalProperties} />
      </>
    );
  }
  return plainWords(schema);
}
