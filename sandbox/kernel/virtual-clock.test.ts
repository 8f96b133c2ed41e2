import { describe, expect, it } from "vitest";
import { createVirtualClock } from "./virtual-clock";

describe("the virtual clock", () => {
  it("runs timers in order of time, then of setting, at their own moment", async () => {
    const clock = createVirtualClock(0);
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name}@${clock.now()}`);
    clock.after(20, note("late"));
    clock.after(10, note("first"));
    clock.after(10, note("second"));
    clock.after(15, () => clock.after(2, note("nested")));
    await clock.advance(20);
    expect(seen).toEqual(["first@10", "second@10", "nested@17", "late@20"]);
    expect(clock.now()).toBe(20);
    expect(clock.pending()).toBe(0);
  });

  it("lets promises settle between two moments", async () => {
    const clock = createVirtualClock(0);
    const seen: string[] = [];
    clock.after(
      1,
      () =>
        void Promise.resolve()
          .then(() => Promise.resolve())
          .then(() => seen.push("promise")),
    );
    clock.after(2, () => seen.push("timer"));
    await clock.advance(5);
    expect(seen).toEqual(["promise", "timer"]);
  });

  it("repeats until canceled, and cancels what has not run", async () => {
    const clock = createVirtualClock(0);
    let ticks = 0;
    const stop = clock.every(10, () => {
      ticks += 1;
    });
    const cancel = clock.after(5, () => {
      ticks += 100;
    });
    cancel();
    await clock.advance(35);
    stop();
    await clock.advance(100);
    expect(ticks).toBe(3);
    expect(clock.pending()).toBe(0);
  });
});
