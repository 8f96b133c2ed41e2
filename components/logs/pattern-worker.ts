import { answerPattern, type PatternQuestion } from "./pattern-answer";

/** The thread that looks for patterns. It says `ready` once it hears; the page ends it when an answer takes too long. */
self.addEventListener("message", (event: MessageEvent<PatternQuestion>) => {
  self.postMessage(answerPattern(event.data));
});
self.postMessage("ready");
