import { PromqlError } from "./promql-error";

/** Longest pattern, and most steps that its repetitions may unfold to. */
const MOST_LENGTH = 1000;
const MOST_STATES = 4000;

type CharTest = (char: string) => boolean;
/** A step of the machine: eats a character, or goes on without one. */
type State = { test: CharTest; next: number } | { go: number[] };
type Piece =
  | { kind: "char"; test: CharTest }
  | { kind: "join"; parts: Piece[] }
  | { kind: "either"; options: Piece[] }
  | { kind: "repeat"; piece: Piece; least: number; most: number };

const isWord: CharTest = (char) => /^\w$/.test(char);
const isDigit: CharTest = (char) => char >= "0" && char <= "9";
const isSpace: CharTest = (char) => /^\s$/.test(char);
const not =
  (test: CharTest): CharTest =>
  (char) =>
    !test(char);
const escapes: Readonly<Record<string, CharTest>> = {
  ...{ d: isDigit, D: not(isDigit), w: isWord, W: not(isWord), s: isSpace, S: not(isSpace) },
  ...{ n: (char) => char === "\n", t: (char) => char === "\t", r: (char) => char === "\r" },
};

/** Reads the part of RE2 that label matchers are written in. Throws for everything else. */
class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Piece {
    const piece = this.#either();
    if (this.#at < this.#text.length) throw this.#fault(`unexpected ${this.#peek()}`);
    return piece;
  }

  #peek(): string {
    return this.#text[this.#at] ?? "";
  }

  #fault(what: string): PromqlError {
    return new PromqlError(`regular expression "${this.#text}" is not supported here: ${what}`);
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #either(): Piece {
    const options = [this.#join()];
    while (this.#take("|")) options.push(this.#join());
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: "either", options };
  }

  #join(): Piece {
    const parts: Piece[] = [];
    while (this.#at < this.#text.length && this.#peek() !== "|" && this.#peek() !== ")") {
      // The whole value is matched anyway.
      const isEdge =
        (this.#at === 0 && this.#take("^")) || (this.#at === this.#text.length - 1 && this.#take("$"));
      if (!isEdge) parts.push(this.#repeat(this.#atom()));
    }
    return { kind: "join", parts };
  }

  #repeat(piece: Piece): Piece {
    const bounds = this.#bounds();
    if (bounds === undefined) return piece;
    this.#take("?");
    return this.#repeat({ kind: "repeat", piece, ...bounds });
  }

  #bounds(): { least: number; most: number } | undefined {
    if (this.#take("*")) return { least: 0, most: Infinity };
    if (this.#take("+")) return { least: 1, most: Infinity };
    if (this.#take("?")) return { least: 0, most: 1 };
    const found = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#text.slice(this.#at));
    if (found === null) return undefined;
    this.#at += found[0].length;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === "" ? Infinity : Number(found[3]);
    if (most < least) throw this.#fault("a repetition ends before it begins");
    return { least, most };
  }

  #atom(): Piece {
    if (this.#take("(")) {
      if (this.#peek() === "?" && !this.#take("?:"))
        throw this.#fault("only (?: ) groups have a question mark");
      const piece = this.#either();
      if (!this.#take(")")) throw this.#fault("a group is not closed");
      return piece;
    }
    if (this.#take("[")) return { kind: "char", test: this.#charClass() };
    if (this.#take(".")) return { kind: "char", test: (char) => char !== "\n" };
    if (this.#take("\\")) return { kind: "char", test: this.#escape() };
    const char = this.#peek();
    if ("*+?^$".includes(char)) throw this.#fault(`${char} stands where it repeats nothing`);
    this.#at += 1;
    return { kind: "char", test: (other) => other === char };
  }

  #escape(): CharTest {
    const char = this.#peek();
    this.#at += 1;
    const known = escapes[char];
    if (known !== undefined) return known;
    if (char === "" || isWord(char)) throw this.#fault(`\\${char} is not known`);
    return (other) => other === char;
  }

  #charClass(): CharTest {
    const negated = this.#take("^");
    const tests: CharTest[] = [];
    while (this.#peek() !== "]" || tests.length === 0) {
      if (this.#at >= this.#text.length) throw this.#fault("a class is not closed");
      tests.push(this.#classPart());
    }
    this.#at += 1;
    const any: CharTest = (char) => tests.some((test) => test(char));
    return negated ? not(any) : any;
  }

  #classPart(): CharTest {
    if (this.#take("\\")) return this.#escape();
    const from = this.#peek();
    this.#at += 1;
    const [dash, to] = [this.#peek(), this.#text[this.#at + 1] ?? ""];
    if (dash !== "-" || to === "]" || to === "") return (char) => char === from;
    if (to < from || to === "\\") throw this.#fault(`${from}-${to} is no range`);
    this.#at += 2;
    return (char) => char >= from && char <= to;
  }
}

/** Builds the machine backwards: each piece knows where it goes on. Returns the first state. */
function build(piece: Piece, next: number, states: State[]): number {
  const add = (state: State): number => {
    if (states.length >= MOST_STATES)
      throw new PromqlError("regular expression is too large: its repetitions unfold to too many steps");
    return states.push(state) - 1;
  };
  if (piece.kind === "char") return add({ test: piece.test, next });
  if (piece.kind === "join")
    return piece.parts.reduceRight((after, part) => build(part, after, states), next);
  if (piece.kind === "either") return add({ go: piece.options.map((option) => build(option, next, states)) });
  let start = next;
  if (piece.most === Infinity) {
    const loop: { go: number[] } = { go: [next] };
    start = add(loop);
    loop.go.push(build(piece.piece, start, states));
  } else
    for (let count = piece.least; count < piece.most; count += 1)
      start = add({ go: [next, build(piece.piece, start, states)] });
  for (let count = 0; count < piece.least; count += 1) start = build(piece.piece, start, states);
  return start;
}

/** Every state that is reached from `from` without a character. */
function reach(states: readonly State[], from: Iterable<number>): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    const state = states[at];
    if (state !== undefined && "go" in state) open.push(...state.go);
  }
  return reached;
}

/**
 * Compiles a pattern that has to match a whole label value. It is run state by state, as RE2 does it, so that no pattern takes
 * longer than its length times that of the value. Throws for what is not supported.
 */
export function compilePattern(text: string): (value: string) => boolean {
  if (text.length > MOST_LENGTH)
    throw new PromqlError(`regular expression is longer than ${MOST_LENGTH} characters`);
  const piece = new PatternReader(text).read();
  const states: State[] = [{ go: [] }];
  const first = build(piece, 0, states);
  return (value) => {
    let current = reach(states, [first]);
    for (const char of value) {
      const next: number[] = [];
      for (const at of current) {
        const state = states[at];
        if (state !== undefined && "test" in state && state.test(char)) next.push(state.next);
      }
      if (next.length === 0) return false;
      current = reach(states, next);
    }
    return current.has(0);
  };
}
