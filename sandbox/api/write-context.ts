import type { KindSpec } from "./kinds/kind-spec";
import type { UserInfo } from "./user";

/** One object, or one of its subresources, as a request names it. */
export interface Target {
  kind: KindSpec;
  namespace: string | undefined;
  name: string;
  subresource?: "status" | "scale" | "finalize" | "binding" | undefined;
}

/** What a write is about, and how it is made. */
export interface Write {
  target: Target;
  context: WriteContext;
}

/** An action on one pod. */
export interface PodAction {
  key: { namespace: string; name: string };
  context: WriteContext;
}

/** What a write carries besides its body. */
export interface WriteContext {
  user: UserInfo;
  fieldManager: string;
  dryRun: boolean;
  /** Sentences for `Warning` headers; operations add to it. */
  warnings: string[];
}
