import { randomUUID } from "node:crypto";
import { badRequest, failure } from "@/sandbox/api/errors";
import type { KubeObject } from "@/sandbox/kernel/object";

/** One page of a list. */
export interface Page {
  items: readonly KubeObject[];
  version: string;
  /** Token of the next page. */
  next?: string;
  remaining?: number;
}

interface Snapshot {
  items: readonly KubeObject[];
  version: string;
  expires: number;
}

interface Token {
  id: string;
  offset: number;
  /** Key of the last object sent, to go on without the snapshot. */
  after: string;
  fresh?: boolean;
}

const keepMs = 5 * 60_000;

/** Pages of lists: later pages come from the snapshot of the first, so that writes in between do not shift them. */
export class ListPages {
  readonly #snapshots = new Map<string, Snapshot>();

  /** The first page. */
  start(items: readonly KubeObject[], list: { version: string; limit: number; now: number }): Page {
    for (const [id, snapshot] of this.#snapshots) if (snapshot.expires < list.now) this.#snapshots.delete(id);
    if (list.limit <= 0 || items.length <= list.limit) return { items, version: list.version };
    const id = randomUUID();
    this.#snapshots.set(id, { items, version: list.version, expires: list.now + keepMs });
    return this.#page({ id, offset: 0, after: "" }, list.limit);
  }

  /** A later page. Throws 410 with a token to go on inconsistently when the snapshot is gone, 400 for a broken token. */
  resume(
    text: string,
    list: { items: readonly KubeObject[]; version: string; limit: number; now: number },
  ): Page {
    const token = readToken(text);
    const snapshot = this.#snapshots.get(token.id);
    if (snapshot && snapshot.expires >= list.now) return this.#page(token, list.limit);
    if (!token.fresh) throw expired(writeToken({ ...token, fresh: true }));
    const rest = list.items.filter((item) => keyOf(item) > token.after);
    return this.start(rest, list);
  }

  /** Forgets every snapshot: the next `continue` is answered with 410. */
  expireAll(): void {
    this.#snapshots.clear();
  }

  #page({ id, offset }: Token, limit: number): Page {
    const snapshot = this.#snapshots.get(id);
    if (!snapshot) throw expired("");
    const end = limit > 0 ? offset + limit : snapshot.items.length;
    const items = snapshot.items.slice(offset, end);
    const remaining = snapshot.items.length - end;
    if (remaining <= 0) return { items, version: snapshot.version };
    const last = items.at(-1);
    return {
      items,
      version: snapshot.version,
      remaining,
      next: writeToken({ id, offset: end, after: last ? keyOf(last) : "" }),
    };
  }
}

function keyOf({ metadata }: KubeObject): string {
  return metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function readToken(text: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Token;
    if (typeof token.id === "string" && Number.isInteger(token.offset)) return token;
  } catch {
    // Falls through to the refusal: any unreadable token is the client's mistake.
  }
  throw badRequest("continue key is not valid: illegal base64 data");
}

function expired(next: string): Error {
  const error = failure({
    code: 410,
    reason: "Expired",
    message:
      "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.",
  });
  error.status["metadata"] = next ? { continue: next } : {};
  return error;
}
