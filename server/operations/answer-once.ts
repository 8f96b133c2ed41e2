import type * as z from "zod";
import type { Actor } from "@/server/domain/access/actor";
import { canonicalJson } from "@/server/domain/manifest/canonical-json";
import type { Stores } from "@/server/ports/unit-of-work";
import type { OperationPorts } from "./operation-ports";
import { refuse } from "./operation-refused";

/** A change that somebody asks for, with the key that makes a repeat harmless; none when the caller sent none. */
interface AskedOnce<T> {
  actor: Actor;
  key: string | undefined;
  operation: string;
  /** Place and body: the same key with another one is refused. */
  asked: unknown;
  answer: z.ZodType<T>;
  work: () => Promise<T>;
}

/**
 * Does the work, or answers as the first time when the same was asked with the same key (security.md F05): a commit whose
 * answer was lost is not done again. Refuses with `idempotency_mismatch` when the key was used for something else.
 */
export async function answerOnce<T>(
  ports: OperationPorts,
  stores: Stores,
  { actor, key, operation, asked, answer, work }: AskedOnce<T>,
): Promise<T> {
  if (key === undefined) return work();
  const requestSha256 = ports.sha256(canonicalJson({ operation, asked }));
  const found = await stores.answers.find(actor.account, key);
  if (found && found.requestSha256 !== requestSha256)
    refuse("idempotency_mismatch", "This idempotency key was used for another request. Use a new key.");
  if (found) return answer.parse(found.response);
  const response = await work();
  await stores.answers.save({ account: actor.account, key, operation, requestSha256, response });
  return response;
}
