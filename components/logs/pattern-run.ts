import type { Hits } from "@/components/pods/marked-spans";
import type { LogEntry } from "./log-entry";
import type { PatternThread } from "./pattern-thread";

/** Lines of one question. */
const chunk = 5_000;
/** Texts whose marks are kept; only lines in view ask for them. */
const keptMarks = 2_000;
const noHits: Hits = [];

/** The search for one pattern in lines that come and go. Tells whenever it knows more. */
export class PatternRun {
  readonly #source: string;
  readonly #thread: PatternThread;
  readonly #tell: () => void;
  #entries: readonly LogEntry[] = [];
  #found: readonly LogEntry[] = [];
  #seen = 0;
  #isBusy = false;
  #problem: string | null = null;
  #marks = new Map<string, Hits>();
  #wanted = new Set<string>();
  /** Where the pattern stands in a text: nowhere until the thread said it. Another function whenever it knows more. */
  hitsIn: (text: string) => Hits;

  constructor(source: string, thread: PatternThread, tell: () => void) {
    this.#source = source;
    this.#thread = thread;
    this.#tell = tell;
    this.hitsIn = this.#look();
  }

  /** Why nothing is searched any more; null while it is. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Lines that have the pattern, and remarks of the portal, as far as was searched. */
  get found(): readonly LogEntry[] {
    return this.#found;
  }

  /** These are the lines now; new ones are searched. */
  advance(entries: readonly LogEntry[]): void {
    this.#entries = entries;
    const first = entries[0]?.number ?? 0;
    const [oldest] = this.#found;
    if (oldest && oldest.number < first) this.#found = this.#found.filter(({ number }) => number >= first);
    if (!this.#isBusy) void this.#search();
  }

  end(): void {
    this.#problem = "";
    this.#thread.end();
  }

  async #search(): Promise<void> {
    this.#isBusy = true;
    for (let lines = this.#fresh(); lines.length > 0 && this.#problem === null; lines = this.#fresh()) {
      const text = lines.map((line) => line.text).join("\n");
      const answer = await this.#ask(text, false);
      if (!answer) break;
      const matching = new Set(answer.matching);
      const found = lines.filter(({ pod }, index) => pod === null || matching.has(index));
      this.#seen = lines.at(-1)?.number ?? this.#seen;
      if (found.length > 0) this.#found = [...this.#found, ...found];
      this.#tell();
    }
    this.#isBusy = false;
  }

  #fresh(): readonly LogEntry[] {
    const from = Math.max(0, this.#seen + 1 - (this.#entries[0]?.number ?? 0));
    return this.#entries.slice(from, from + chunk);
  }

  #look(): (text: string) => Hits {
    return (text) => {
      const known = this.#marks.get(text);
      if (known) return known;
      if (this.#wanted.size === 0) queueMicrotask(() => void this.#mark());
      this.#wanted.add(text);
      return noHits;
    };
  }

  async #mark(): Promise<void> {
    const texts = [...this.#wanted];
    this.#wanted.clear();
    const answer = this.#problem === null ? await this.#ask(texts.join("\n"), true) : null;
    if (!answer) return;
    if (this.#marks.size + texts.length > keptMarks) this.#marks.clear();
    for (const [index, text] of texts.entries()) this.#marks.set(text, answer.marks[index] ?? noHits);
    this.hitsIn = this.#look();
    this.#tell();
  }

  async #ask(lines: string, wantsMarks: boolean) {
    try {
      return await this.#thread.ask({ source: this.#source, lines, wantsMarks });
    } catch (error) {
      if (this.#problem !== null) return null;
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#tell();
      return null;
    }
  }
}
