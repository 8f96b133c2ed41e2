import { ShellFacts } from "@/components/shell/shell-facts";
import { CodeBlock } from "@/components/ui/code-block";
import { Panel } from "@/components/ui/panel";
import { FieldList } from "./field-list";
import type { Api, Schema } from "./open-api";
import { OperationEntry } from "./operation-entry";
import { TypeWords } from "./type-words";
import "./api-reference.css";

const example = `curl -H "authorization: Bearer $TOKEN" \\
  "https://switchyard.example/api/v1/services?env=production"

curl -X POST -H "authorization: Bearer $TOKEN" -H "content-type: application/json" \\
  -H "idempotency-key: $(uuidgen)" \\
  -d '{"service":"payment-history-api","environment":"beta","version":"1.23.0-b313-8367ed9"}' \\
  "https://switchyard.example/api/v1/deployments"`;

function Contents({ sections }: Pick<Api, "sections">) {
  return (
    <nav className="api-contents" aria-label="Contents">
      {sections.map(({ tag, operations }) => (
        <details key={tag} open>
          <summary>{tag}</summary>
          <ul>
            {operations.map(({ operationId, method, path }) => (
              <li key={operationId}>
                <a className="plain" href={`#${operationId}`}>
                  <span className="faint">{method.toUpperCase()}</span> {path.replace("/api/v1", "")}
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <p>
        <a href="#types">Types</a>
      </p>
    </nav>
  );
}

function Rules() {
  return (
    <Panel title="How to call it">
      <div className="panel-body api-rules">
        <p>
          A caller is a person with a session, or a program with a token that was made for it. Programs send
          the token with every request. The answer is JSON; times are ISO 8601 in UTC.
        </p>
        <p>
          Every change needs the header <code>Idempotency-Key</code>: the same key with the same body is the
          same change, and answers the same. A refusal is a <a href="#type-Problem">Problem</a> with a code
          that does not change, a sentence for people, and who can lift it.
        </p>
        <CodeBlock label="Calls with curl" language="text" text={example} />
        <p>
          The document itself: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>, OpenAPI 3.1.
        </p>
      </div>
    </Panel>
  );
}

function TypeEntry({ name, schema }: { name: string; schema: Schema }) {
  const choices = schema.oneOf ?? schema.anyOf;
  return (
    <section className="panel api-type" id={`type-${name}`} aria-label={name}>
      <header className="panel-head">
        <h3 className="mono">{name}</h3>
      </header>
      <div className="panel-body">
        {schema.properties ? <FieldList schema={schema} /> : null}
        {choices?.map((choice, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the choices of a document never change their order
          <div className="api-choice" key={index}>
            {choice.properties ? <FieldList schema={choice} /> : <TypeWords schema={choice} />}
          </div>
        ))}
        {schema.properties || choices ? null : <TypeWords schema={schema} />}
      </div>
    </section>
  );
}

/** The API for people, drawn from its own document: every operation, what it takes and answers, every type. */
export function ApiReference({ api: { sections, schemas } }: { api: Api }) {
  return (
    <>
      <ShellFacts title="API" />
      <div className="page-head">
        <h1>API</h1>
        <p className="dim">Everything that the pages do, a program can do too</p>
      </div>
      <div className="api">
        <Contents sections={sections} />
        <div className="stack">
          <Rules />
          {sections.map(({ tag, operations }) => (
            <section key={tag} className="stack" aria-label={tag}>
              <h2 className="title-lg">{tag}</h2>
              {operations.map((operation) => (
                <OperationEntry key={operation.operationId} operation={operation} />
              ))}
            </section>
          ))}
          <section className="stack" id="types" aria-label="Types">
            <h2 className="title-lg">Types</h2>
            {schemas.map(([name, schema]) => (
              <TypeEntry key={name} name={name} schema={schema} />
            ))}
          </section>
        </div>
      </div>
    </>
  );
}
