"use client";

import { CodeBlock } from "@/components/ui/code-block";
import { DiffLines } from "@/components/ui/diff-lines";
import type { ObjectDiff } from "@/contracts/plan";
import { diffOf } from "./diff-of";

const words = { new: "new", changed: "changed", same: "same", removed: "removed" } as const;

function Body({ object, raw }: { object: ObjectDiff; raw: boolean }) {
  const label = `${object.kind} ${object.name}`;
  if (raw || object.change === "same")
    return <CodeBlock label={label} text={object.after ?? object.before ?? ""} />;
  return (
    <DiffLines label={`${label}, changed lines`} lines={diffOf(object.before ?? "", object.after ?? "")} />
  );
}

/** Every rendered object: as changed lines against what is live, or as the whole YAML that will be applied. */
export function ObjectDiffs({ objects, raw }: { objects: readonly ObjectDiff[]; raw: boolean }) {
  return (
    <div className="object-diffs">
      {objects.map((object) => (
        <details
          key={`${object.kind} ${object.name} ${object.change}`}
          open={!raw && object.change === "changed"}
        >
          <summary>
            <b>{object.kind}</b> <span className="mono cut">{object.name}</span>
            <span className={object.change === "same" ? "faint push" : "push"}>{words[object.change]}</span>
          </summary>
          <Body object={object} raw={raw} />
        </details>
      ))}
    </div>
  );
}
