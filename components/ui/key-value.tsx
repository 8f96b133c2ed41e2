import type { ReactNode } from "react";

export type Fact = { term: string; value: ReactNode };

/** Terms and their values in two columns. */
export function KeyValue({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={`facts ${className ?? ""}`}>
      {facts.map((fact) => (
        <div className="contents" key={fact.term}>
          <dt>{fact.term}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
