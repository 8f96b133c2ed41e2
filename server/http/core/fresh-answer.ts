/** An answer as text, with the version of what it was made from. */
interface Kept {
  version: string;
  text: string;
}

const mostKept = 32;

/** Whether `If-None-Match` names this tag, weak or not. */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(",").some((each) => {
    const named = each.trim().replace(/^W\//, "");
    return named === tag || named === "*";
  });
}

/** The texts of answers that everybody gets alike, kept until what they were made from has another version. */
export class FreshAnswers {
  readonly #kept = new Map<string, Kept>();

  /** The kept text of `key` in this version, or a new one. */
  async text(key: string, version: string, make: () => Promise<string>): Promise<string> {
    const kept = this.#kept.get(key);
    if (kept?.version === version) return kept.text;
    const text = await make();
    this.#kept.delete(key);
    this.#kept.set(key, { version, text });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return text;
  }
}
