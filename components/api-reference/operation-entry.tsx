import { FieldList } from "./field-list";
import type { Operation, Parameter, Schema } from "./open-api";
import { TypeWords } from "./type-words";

const first = (content: Readonly<Record<string, { schema?: Schema }>> | undefined) =>
  Object.entries(content ?? {})[0];

function Parameters({ list, where, title }: { list: readonly Parameter[]; where: string; title: string }) {
  const shown = list.filter((parameter) => parameter.in === where);
  if (shown.length === 0) return null;
  const properties = Object.fromEntries(
    shown.map(({ name, schema, description }) => [
      name,
      { ...schema, ...(description ? { description } : {}) },
    ]),
  );
  const required = shown.filter((parameter) => parameter.required).map(({ name }) => name);
  return (
    <div className="api-part">
      <h4>{title}</h4>
      <FieldList schema={{ properties, required }} />
    </div>
  );
}

/** An object without a name is told by its fields below; one without fields is empty. */
function BodyWords({ schema }: { schema: Schema }) {
  if (schema.type !== "object") return <TypeWords schema={schema} />;
  return Object.keys(schema.properties ?? {}).length === 0 ? "an empty object" : null;
}

function Body({ title, schema, media }: { title: string; schema: Schema | undefined; media: string }) {
  return (
    <div className="api-part">
      <h4>{title}</h4>
      <div>
        <p>
          {schema ? <BodyWords schema={schema} /> : null}{" "}
          {media === "application/json" ? null : <code className="faint">{media}</code>}
        </p>
        {schema?.properties ? <FieldList schema={schema} /> : null}
      </div>
    </div>
  );
}

/** One operation: its line, what it takes, what it answers. Refusals are the same for all and stand once, above. */
export function OperationEntry({ operation }: { operation: Operation }) {
  const { method, path, operationId, summary, parameters, requestBody, responses } = operation;
  const takes = first(requestBody?.content);
  const [status, done] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [];
  const gives = first(done?.content);
  return (
    <article className="panel api-operation" id={operationId} aria-labelledby={`${operationId}-name`}>
      <header className="panel-head">
        <h3 id={`${operationId}-name`} className="mono">
          <b>{method.toUpperCase()}</b> {path}
        </h3>
        <p className="dim">{summary}</p>
      </header>
      <div className="panel-body">
        <Parameters list={parameters} where="path" title="In the path" />
        <Parameters list={parameters} where="query" title="Query" />
        <Parameters list={parameters} where="header" title="Headers" />
        {takes ? <Body title="Takes" media={takes[0]} schema={takes[1].schema} /> : null}
        {gives ? <Body title={`Answers ${status}`} media={gives[0]} schema={gives[1].schema} /> : null}
        {gives ? null : (
          <div className="api-part">
            <h4>Answers {status}</h4>
            <p>{done?.description}</p>
          </div>
        )}
      </div>
    </article>
  );
}
