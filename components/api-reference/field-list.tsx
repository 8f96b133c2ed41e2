import type { Schema } from "./open-api";
import { TypeWords } from "./type-words";

/** The object whose fields are worth a list of their own: the schema itself, one of its choices, or what a list holds. */
function inner(schema: Schema): Schema | undefined {
  if (schema.properties) return schema;
  if (schema.items) return inner(schema.items);
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].find((choice) => choice.properties);
}

/** Fields of a type: name, type, and whether one may leave it out. Objects inside are indented below their field. */
export function FieldList({ schema, depth = 0 }: { schema: Schema; depth?: number }) {
  const fields = Object.entries(schema.properties ?? {});
  return (
    <ul className="api-fields">
      {fields.map(([name, field]) => {
        const object = depth < 3 ? inner(field) : undefined;
        return (
          <li key={name}>
            <code className="strong">{name}</code>
            <span className="dim">
              <TypeWords schema={field} />
            </span>
            {schema.required?.includes(name) ? null : <span className="faint xs">optional</span>}
            {field.description ? <span className="faint">{field.description}</span> : null}
            {object ? <FieldList schema={object} depth={depth + 1} /> : null}
          </li>
        );
      })}
    </ul>
  );
}
