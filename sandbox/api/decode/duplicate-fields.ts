interface Level {
  /** Names seen in this object; undefined in a list. */
  names: Set<string> | undefined;
  path: string;
  /** Position in a list. */
  index: number;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Paths of members that appear twice in one JSON object, as `duplicate field "a.b"`. The text must be valid JSON. */
export function duplicateFields(text: string): string[] {
  return new DuplicateScan().run(text);
}

/** One walk over the tokens of a text. */
class DuplicateScan {
  readonly #found: string[] = [];
  readonly #levels: Level[] = [];
  /** Path of the member whose value comes next. */
  #next = "";
  /** The token before: in front of a colon it is the name of a member. */
  #last = "";

  run(text: string): string[] {
    for (const [piece] of text.matchAll(token)) {
      this.#step(piece);
      this.#last = piece;
    }
    return this.#found;
  }

  #step(piece: string): void {
    const level = this.#levels.at(-1);
    if (piece === "{" || piece === "[") this.#open(piece, level);
    else if (piece === "}" || piece === "]") this.#levels.pop();
    else if (piece === "," && level) level.index += 1;
    else if (piece === ":" && level) this.#name(level);
  }

  #open(piece: string, level: Level | undefined): void {
    const path = level && !level.names ? `${level.path}[${level.index}]` : this.#next;
    this.#levels.push({ names: piece === "{" ? new Set() : undefined, path, index: 0 });
  }

  #name(level: Level): void {
    const name: string = this.#last.startsWith('"') ? JSON.parse(this.#last) : "";
    this.#next = level.path ? `${level.path}.${name}` : name;
    if (level.names?.has(name)) this.#found.push(`duplicate field "${this.#next}"`);
    level.names?.add(name);
  }
}
