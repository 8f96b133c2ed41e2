import type { Manifest } from "@/contracts/manifest";
import type { ObjectDiff } from "@/contracts/plan";
import { toYaml } from "./to-yaml";

/** ConfigMaps carry version and hash in their name: they are compared by kind, as "the service's config". */
function identity(object: Manifest): string {
  return object.kind === "ConfigMap" ? "ConfigMap" : `${object.kind}/${object.metadata.name}`;
}

/** Every object before and after, in the order of `after`, removed ones last. */
export function objectDiffs(before: readonly Manifest[], after: readonly Manifest[]): readonly ObjectDiff[] {
  const old = new Map(before.map((object) => [identity(object), object]));
  const present = after.map((object): ObjectDiff => {
    const previous = old.get(identity(object));
    old.delete(identity(object));
    const yaml = toYaml(object);
    const previousYaml = previous ? toYaml(previous) : null;
    const change = previousYaml === null ? "new" : previousYaml === yaml ? "same" : "changed";
    return { kind: object.kind, name: object.metadata.name, change, before: previousYaml, after: yaml };
  });
  const removed = [...old.values()].map(
    (object): ObjectDiff => ({
      kind: object.kind,
      name: object.metadata.name,
      change: "removed",
      before: toYaml(object),
      after: null,
    }),
  );
  return [...present, ...removed];
}
