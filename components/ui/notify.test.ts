import { expect, it } from "vitest";
import { listenToToasts, notify, type ToastMessage } from "./notify";

it("keeps messages until somebody listens, and gives each an id of its own", () => {
  const first = notify({ state: "asked", text: "Asked 14:02:11" });
  const second = notify({ state: "done", text: "Done" });
  const heard: ToastMessage[] = [];
  const stop = listenToToasts((message) => heard.push(message));
  expect(heard.map((message) => message.id)).toEqual([first, second]);
  expect(first).not.toBe(second);
  stop();
});

it("a message with the id of another takes its place", () => {
  const heard: ToastMessage[] = [];
  const stop = listenToToasts((message) => heard.push(message));
  const id = notify({ state: "asked", text: "Asked 14:02:11, waiting for prod-1" });
  expect(notify({ id, state: "done", text: "Switched 10.8 req/s to green." })).toBe(id);
  expect(heard.map((message) => message.id)).toEqual([id, id]);
  stop();
});
