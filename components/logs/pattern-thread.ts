import type { PatternAnswer, PatternQuestion } from "./pattern-answer";

/** Longest that one answer may take, in ms. */
const limitMs = 250;
/** An answer may be here while this page was too busy to see it. */
const graceMs = 50;

/** Why a pattern gets no further answers. */
export class PatternRefused extends Error {}

/** What a thread tells. */
export interface ThreadEvents {
  ready: () => void;
  answer: (answer: PatternAnswer) => void;
  failed: () => void;
}

/** A thread that answers one question at a time. `end` stops it in the middle of an answer. */
export interface Thread {
  ask: (question: PatternQuestion) => void;
  end: () => void;
}

/** Opens the worker of the browser. */
export function openWorker({ ready, answer, failed }: ThreadEvents): Thread {
  const worker = new Worker(new URL("./pattern-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<PatternAnswer | "ready">) =>
    data === "ready" ? ready() : answer(data),
  );
  worker.addEventListener("error", failed);
  return { ask: (question) => worker.postMessage(question), end: () => worker.terminate() };
}

interface Waiting {
  question: PatternQuestion;
  resolve: (answer: PatternAnswer) => void;
  reject: (error: PatternRefused) => void;
}

/** Asks a thread, one question after the other, and ends it for good when an answer takes too long. */
export class PatternThread {
  readonly #thread: Thread;
  #waiting: Waiting[] = [];
  #asked: Waiting | undefined;
  #isReady = false;
  #refusal: PatternRefused | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(open: (events: ThreadEvents) => Thread = openWorker) {
    this.#thread = open({
      ready: () => {
        this.#isReady = true;
        this.#next();
      },
      answer: (answer) => {
        clearTimeout(this.#timer);
        this.#asked?.resolve(answer);
        this.#asked = undefined;
        this.#next();
      },
      failed: () => this.#refuse("The search broke off. Reload the page to search by pattern."),
    });
  }

  /** Rejects with `PatternRefused` when the answer takes too long, and for every question after that. */
  ask(question: PatternQuestion): Promise<PatternAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#refusal) return reject(this.#refusal);
      this.#waiting.push({ question, resolve, reject });
      this.#next();
    });
  }

  /** Ends the thread; whoever waits is refused. */
  end(): void {
    this.#refuse("The search was ended.");
  }

  #next(): void {
    if (!this.#isReady || this.#asked || this.#refusal) return;
    this.#asked = this.#waiting.shift();
    if (!this.#asked) return;
    this.#thread.ask(this.#asked.question);
    const tooLong = () => this.#refuse("This pattern takes too long. Make it simpler.");
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(tooLong, graceMs);
    }, limitMs - graceMs);
  }

  #refuse(why: string): void {
    clearTimeout(this.#timer);
    this.#thread.end();
    this.#refusal ??= new PatternRefused(why);
    for (const { reject } of [this.#asked, ...this.#waiting].filter((each) => each !== undefined))
      reject(this.#refusal);
    this.#asked = undefined;
    this.#waiting = [];
  }
}
