import { isDeepStrictEqual } from "node:util";
import { fenceOf } from "@/server/adapters/kubernetes/projections/kube-service";
import type { RawService } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { Effect, EffectResult } from "@/server/domain/rollout/effect";
import { annotations, fieldManagers } from "@/server/domain/rollout/target";
import { done, type Performer, readOrNull, refused, send } from "./effect-context";

type Select = Extract<Effect, { kind: "select" }>;
interface PatchOperation {
  op: "test" | "add" | "replace";
  path: string;
  value: unknown;
}

function pointer(key: string): string {
  return `/metadata/annotations/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/**
 * The patch of a switch. Everything that must still be true travels as a `test`, so the API server decides at the instant of
 * the write. What a `test` cannot say (an annotation or selector must be absent) is tested by the version that was read.
 */
export function selectPatch(effect: Select, seen: RawService): PatchOperation[] {
  const operations: PatchOperation[] = [{ op: "test", path: "/metadata/uid", value: seen.metadata.uid }];
  if (effect.fence === null || effect.from === null) {
    operations.push({ op: "test", path: "/metadata/resourceVersion", value: seen.metadata.resourceVersion });
  }
  if (effect.fence !== null)
    operations.push({ op: "test", path: pointer(annotations.fence), value: String(effect.fence) });
  if (effect.from !== null) operations.push({ op: "test", path: "/spec/selector", value: effect.from });
  operations.push({ op: effect.from === null ? "add" : "replace", path: "/spec/selector", value: effect.to });
  if (!seen.metadata.annotations && Object.keys(effect.annotations).length > 0) {
    operations.push({ op: "add", path: "/metadata/annotations", value: {} });
  }
  for (const [key, value] of Object.entries(effect.annotations))
    operations.push({ op: "add", path: pointer(key), value });
  return operations;
}

function isDone(effect: Select, seen: RawService): boolean {
  const carried = Object.entries(effect.annotations).every(
    ([key, value]) => seen.metadata.annotations?.[key] === value,
  );
  return carried && isDeepStrictEqual({ ...seen.spec?.selector }, { ...effect.to });
}

/** What forbids the switch before anything is sent; null when the API server may decide. */
function obstacle(effect: Select, seen: RawService): EffectResult | null {
  const fence = fenceOf(seen);
  if (fence !== null && effect.fence !== null && fence > effect.fence) {
    return refused(
      "fenced_out",
      `Service ${effect.service} is held by epoch ${fence}, ours is ${effect.fence}.`,
    );
  }
  if (isDone(effect, seen)) return done("skipped", seen, "Service");
  if (effect.from !== null || Object.keys(seen.spec?.selector ?? {}).length === 0) return null;
  return refused("precondition_lost", `Service ${effect.service} has a selector already.`);
}

/** E6, E11, R2: replaces a Service's whole selector, if the world is still as it was when the switch was decided. */
export const performSelect: Performer<"select"> = async (context, effect) => {
  const path = objectPath("Service", context.namespace, effect.service);
  const seen = await readOrNull<RawService>(context, path);
  if (seen === null) return refused("missing", `Service ${effect.service} does not exist.`);
  const early = obstacle(effect, seen);
  if (early !== null) return early;
  const written = await send<RawService>(context, {
    method: "PATCH",
    path,
    patch: "json",
    query: { fieldManager: fieldManagers.switch },
    body: selectPatch(effect, seen),
  });
  return done("written", written, "Service");
};
