import { describe, expect, test } from "vitest";
import type { ServiceRow } from "@/contracts/service";
import type { FeedCursor } from "@/server/ports/feed";
import type { StreamSink } from "@/server/ports/live-stream";
import { type HubClock, LiveHub, windowFor } from "./hub";

const cursor = (txid: number, id = 0): FeedCursor => ({ txid: String(txid), id: String(id) });
const row = (name: string, rev = 1): ServiceRow => ({ name, rev }) as ServiceRow;

/** A clock that stands until it is moved. */
class HandClock implements HubClock {
  #now = 0;
  #timers: { at: number; work: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.#now + ms, work };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = next.at;
      next.work();
    }
    this.#now = until;
  }
}

class Listener implements StreamSink {
  readonly texts: string[] = [];
  slow = false;
  closed = false;

  write(text: string): boolean {
    this.texts.push(text);
    return !this.slow;
  }

  close(): void {
    this.closed = true;
  }

  /** Types of the messages that came since the last call. */
  messages(): { type: string; topic?: string; rows?: ServiceRow[] }[] {
    return this.texts
      .splice(0)
      .flatMap((text) => /^data: (.*)$/m.exec(text)?.[1] ?? [])
      .map((json) => JSON.parse(json));
  }
}

function scene(start = cursor(10)) {
  const clock = new HandClock();
  const hub = new LiveHub(clock, start);
  const listen = (topics: string[], since?: string, session = "s") => {
    const sink = new Listener();
    const stream = hub.open({ topics, since, session }, sink);
    return { sink, stream };
  };
  return { clock, hub, listen };
}

describe("fan-out", () => {
  test("the first change after a quiet time goes out at once, the next ones together at the end of the window", () => {
    const { clock, hub, listen } = scene();
    const { sink } = listen(["svc:production"]);
    clock.pass(1000);
    hub.row("production", row("a"));
    hub.commit(cursor(11));
    expect(sink.messages()).toMatchObject([{ type: "rows", rows: [{ name: "a" }] }]);
    hub.row("production", row("b", 2));
    hub.commit(cursor(12));
    hub.row("production", row("b", 3));
    hub.row("production", row("c"));
    hub.commit(cursor(13));
    expect(sink.messages()).toEqual([]);
    clock.pass(16);
    expect(sink.messages()).toMatchObject([{ type: "rows", rows: [{ name: "b", rev: 3 }, { name: "c" }] }]);
  });

  test("a topic that is quiet does not wait for the window of a busy one", () => {
    const { clock, hub, listen } = scene();
    const { sink } = listen(["me", "rollouts"]);
    hub.changed("me");
    hub.commit(cursor(11));
    clock.pass(10);
    hub.changed("me");
    hub.changed("rollouts");
    hub.commit(cursor(12));
    expect(sink.messages().map(({ topic }) => topic)).toEqual(["me", "rollouts"]);
    clock.pass(6);
    expect(sink.messages()).toEqual([{ type: "changed", topic: "me" }]);
  });

  test("what waits for its window is replayed to a reader that comes back with the cursor of another topic", () => {
    const { clock, hub, listen } = scene();
    hub.changed("me");
    hub.commit(cursor(11));
    hub.changed("me");
    hub.changed("rollouts");
    hub.commit(cursor(12));
    clock.pass(16);
    expect(listen(["me"], "12.0").sink.messages()).toEqual([{ type: "changed", topic: "me" }]);
  });

  test("the window widens with the readers, from one frame to 250 ms", () => {
    expect([0, 160, 1000, 2500, 5000].map(windowFor)).toEqual([16, 16, 100, 250, 250]);
  });

  test("a reader hears its own topics only", () => {
    const { hub, listen } = scene();
    const { sink } = listen(["svc:beta"]);
    hub.row("production", row("a"));
    hub.changed("me");
    hub.commit(cursor(11));
    expect(sink.messages()).toEqual([]);
  });

  test("one change is serialized once for all its readers", () => {
    const { hub, listen } = scene();
    const first = listen(["me"]).sink;
    const second = listen(["me"]).sink;
    hub.changed("me");
    hub.commit(cursor(11));
    expect(first.texts.at(-1)).toBe(second.texts.at(-1));
  });
});

describe("coming back", () => {
  test("what happened after the cursor is replayed, for the asked topics", () => {
    const { clock, hub, listen } = scene();
    for (const [at, topic] of [
      [11, "me"],
      [12, "rollouts"],
      [13, "me"],
    ] as const) {
      hub.changed(topic);
      hub.commit(cursor(at));
      clock.pass(100);
    }
    expect(
      listen(["rollouts", "me"], "12.0")
        .sink.messages()
        .map(({ topic }) => topic),
    ).toEqual(["rollouts", "me"]);
    expect(listen(["rollouts"], "13.0").sink.messages()).toEqual([]);
  });

  test.each([
    ["older than what is remembered", "9.0"],
    ["no cursor at all", "yesterday"],
  ])("a cursor that is %s means: fetch everything again", (_what, since) => {
    expect(scene().listen(["me"], since).sink.messages()).toEqual([{ type: "resync" }]);
  });

  test("after the model was loaded anew nothing before it can be replayed", () => {
    const { hub, listen } = scene();
    const { sink } = listen(["me"]);
    hub.resync(cursor(20));
    expect(sink.messages()).toEqual([{ type: "resync" }]);
    expect(listen(["me"], "15.0").sink.messages()).toEqual([{ type: "resync" }]);
  });

  test("the state of the clusters is told to everybody who comes", () => {
    const { hub, listen } = scene();
    hub.links([{ cluster: "prod-1", state: "live", lastHeardAt: null }]);
    expect(listen(["system"]).sink.messages()).toMatchObject([
      { type: "system", clusters: [{ cluster: "prod-1" }] },
    ]);
  });
});

describe("slow readers", () => {
  test("a full reader gets one word per missed topic when it drains", () => {
    const { clock, hub, listen } = scene();
    const { sink, stream } = listen(["me", "rollouts"]);
    sink.slow = true;
    hub.changed("me");
    hub.commit(cursor(11));
    sink.messages();
    for (let at = 12; at < 20; at++) {
      hub.changed("rollouts");
      hub.commit(cursor(at));
      clock.pass(40);
    }
    expect(sink.messages()).toEqual([]);
    sink.slow = false;
    stream?.drained();
    expect(sink.messages()).toEqual([{ type: "changed", topic: "rollouts" }]);
  });

  test("a reader that is stuck for 30 s is closed", () => {
    const { clock, hub, listen } = scene();
    const { sink } = listen(["me"]);
    sink.slow = true;
    hub.changed("me");
    hub.commit(cursor(11));
    clock.pass(29_000);
    expect(sink.closed).toBe(false);
    clock.pass(11_001);
    expect(sink.closed).toBe(true);
    expect(hub.count()).toBe(0);
  });

  test("a quiet stream says something every 10 s and is renewed after 15 min", () => {
    const { clock, listen } = scene();
    const { sink } = listen(["me"]);
    clock.pass(10_000);
    expect(sink.texts.at(-1)).toBe(": beat\n\n");
    clock.pass(15 * 60_000 + 1);
    expect(sink.closed).toBe(true);
  });
});

describe("limits and the end", () => {
  test("six streams per session, not seven", () => {
    const { listen } = scene();
    for (let open = 0; open < 6; open++) expect(listen(["me"]).stream).toBeDefined();
    expect(listen(["me"]).stream).toBeUndefined();
    expect(listen(["me"], undefined, "somebody else").stream).toBeDefined();
  });

  test("draining closes every stream and opens no more", () => {
    const { hub, listen } = scene();
    const { sink } = listen(["me"]);
    hub.drain();
    expect(sink.closed).toBe(true);
    expect(listen(["me"]).stream).toBeUndefined();
    expect(hub.count()).toBe(0);
  });
});
