import { Token } from "@/components/ui/token";
import type { ServiceRow } from "@/contracts/service";
import { filterRows, parseFilter } from "./filter-query";

/** Why the list is empty: each term as a chip that can be removed, with what would be found without it. */
export function NoMatch({
  text,
  rows,
  onChange,
}: {
  text: string;
  rows: readonly ServiceRow[];
  onChange: (text: string) => void;
}) {
  const terms = parseFilter(text);
  return (
    <div className="svc-empty" role="status">
      <p>
        <b>No service matches.</b> <span className="dim">Remove a term:</span>
      </p>
      <div className="drops">
        {terms.map((term) => {
          const others = terms.filter((other) => other !== term);
          return (
            <span key={term.text}>
              <Token
                text={term.text}
                onRemove={() => onChange(others.map((other) => other.text).join(" "))}
              />{" "}
              <span className="dim xs">without it {filterRows(rows, others).length}</span>
            </span>
          );
        })}
      </div>
    </div>
  );
}
