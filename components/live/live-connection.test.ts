import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { StreamMessage } from "@/contracts/stream";
import { backoff } from "./backoff";
import { compareCursor, earlierCursor } from "./cursor";
import { LiveConnection } from "./live-connection";

interface Attempt {
  url: string;
  signal: AbortSignal;
  accept(): { say(text: string): void; end(): void };
  refuse(status: number): void;
}

let attempts: Attempt[];
let statuses: string[];
let messages: StreamMessage[];
let connection: LiveConnection;
const settle = () => vi.advanceTimersByTimeAsync(0);

function fetchFake(url: string, { signal }: { signal: AbortSignal }): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    attempts.push({
      url,
      signal,
      refuse: (status) => resolve(new Response(null, { status })),
      accept() {
        let control: ReadableStreamDefaultController<Uint8Array> | undefined;
        const body = new ReadableStream<Uint8Array>({
          start(opened) {
            control = opened;
          },
        });
        signal.addEventListener("abort", () => control?.error(new DOMException("", "AbortError")));
        resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
        return {
          say: (text) => control?.enqueue(new TextEncoder().encode(text)),
          end: () => control?.close(),
        };
      },
    });
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
  vi.stubGlobal("fetch", fetchFake);
  attempts = [];
  statuses = [];
  messages = [];
  connection = new LiveConnection({
    state: ({ status }) => void (statuses.at(-1) !== status && statuses.push(status)),
    message: (message) => void messages.push(message),
  });
});
afterEach(() => {
  connection.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = async () => {
  connection.listen(["me"], "5.1");
  await settle();
  const stream = attempts.at(-1)?.accept();
  await settle();
  return stream;
};

describe("one stream of changes", () => {
  test("is opened with all topics and the cursor of what is shown, and tells messages", async () => {
    const stream = await open();
    expect(attempts[0]?.url).toBe("/api/v1/stream?topics=me&since=5.1");
    stream?.say('id: 6.2\ndata: {"type":"changed","topic":"me"}\n\n');
    await settle();
    expect(statuses).toEqual(["live"]);
    expect(messages).toEqual([{ type: "changed", topic: "me" }]);
  });

  test("comes back with its own cursor after the server ended it", async () => {
    const stream = await open();
    stream?.say('id: 6.2\n\nid: 7.0\ndata: {"type":"resync"}\n\n');
    await settle();
    stream?.end();
    await vi.advanceTimersByTimeAsync(250);
    expect(attempts[1]?.url).toBe("/api/v1/stream?topics=me&since=7.0");
    expect(statuses).toEqual(["live"]);
  });

  test("says offline when the first try to come back fails, and goes on trying", async () => {
    const stream = await open();
    stream?.say(": beat\n\n");
    await settle();
    stream?.end();
    await vi.advanceTimersByTimeAsync(250);
    attempts[1]?.refuse(503);
    await vi.advanceTimersByTimeAsync(500);
    expect(statuses).toEqual(["live", "offline"]);
    expect(attempts).toHaveLength(3);
  });

  test("25 s of silence are stale: the half-open stream is given up and opened anew", async () => {
    const stream = await open();
    stream?.say(": beat\n\n");
    await settle();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(statuses).toEqual(["live", "stale"]);
    expect(attempts[0]?.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(250);
    expect(attempts).toHaveLength(2);
  });

  test("stops when the session is over, until somebody wakes it", async () => {
    connection.listen(["me"], undefined);
    await settle();
    attempts[0]?.refuse(401);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses).toEqual(["signedOut"]);
    expect(attempts).toHaveLength(1);
    connection.wake();
    await settle();
    expect(attempts).toHaveLength(2);
  });

  test("more topics reopen it once after a short gathering; fewer do not", async () => {
    await open();
    connection.listen(["me", "svc:beta"], "4.0");
    connection.listen(["me", "svc:beta", "rollouts"], "5.0");
    await vi.advanceTimersByTimeAsync(150);
    expect(attempts).toHaveLength(2);
    expect(attempts[1]?.url).toBe("/api/v1/stream?topics=me%2Crollouts%2Csvc%3Abeta&since=4.0");
    connection.listen(["me"], undefined);
    await vi.advanceTimersByTimeAsync(1000);
    expect(attempts).toHaveLength(2);
  });
});

describe("cursors and waits", () => {
  test("cursors are compared as pairs of numbers", () => {
    expect(compareCursor("9.9", "10.1")).toBe(-1);
    expect(compareCursor("10.10", "10.9")).toBe(1);
    expect(earlierCursor("10.2", undefined)).toBe("10.2");
  });

  test("the wait doubles from a quarter second to eight", () => {
    expect([1, 2, 3, 6, 20].map((failures) => backoff(failures, 1))).toEqual([250, 500, 1000, 8000, 8000]);
    expect(backoff(1, 0)).toBe(125);
  });
});
