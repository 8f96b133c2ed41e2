import { describe, expect, test, vi } from "vitest";
import { makeApi } from "@/server/http/app";
import type { OpenStream, StreamRequest, StreamSink } from "@/server/ports/live-stream";
import { fakeHttp } from "@/server/testing/http-ports";

/** An API whose streams the test holds in its hand. */
function scene() {
  const fake = fakeHttp();
  const opened: { request: StreamRequest; sink: StreamSink; drained: number; ended: number }[] = [];
  fake.ports.stream = {
    count: () => opened.length,
    open(request, sink): OpenStream {
      const stream = { request, sink, drained: 0, ended: 0 };
      opened.push(stream);
      return { drained: () => void stream.drained++, end: () => void stream.ended++ };
    },
  };
  const api = makeApi(fake.ports);
  const connect = (path: string, init: RequestInit = {}) =>
    api.request(path, { headers: { cookie: "person" }, ...init });
  return { fake, opened, connect };
}

const textOf = async (reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<string> =>
  new TextDecoder().decode((await reader?.read())?.value);

describe("GET /stream", () => {
  test("opens for the asked topics, once each, from the cursor that the reader has", async () => {
    const { opened, connect } = scene();
    const response = await connect("/api/v1/stream?topics=me,svc:beta,me&since=12.3");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(opened[0]?.request).toMatchObject({ topics: ["me", "svc:beta"], since: "12.3", session: "sid-1" });
    await response.body?.cancel();
  });

  test("what is written arrives at once, as it is", async () => {
    const { opened, connect } = scene();
    const reader = (await connect("/api/v1/stream?topics=me")).body?.getReader();
    expect(opened[0]?.sink.write("id: 1.1\n\n")).toBe(true);
    expect(await textOf(reader)).toBe("id: 1.1\n\n");
    await reader?.cancel();
  });

  test("beyond 64 KiB that nobody reads the sink says stop, and tells when it drained", async () => {
    const { opened, connect } = scene();
    const reader = (await connect("/api/v1/stream?topics=me")).body?.getReader();
    const stream = opened[0];
    expect(stream?.sink.write("x".repeat(60_000))).toBe(true);
    expect(stream?.sink.write("x".repeat(60_000))).toBe(false);
    await reader?.read();
    await vi.waitFor(() => expect(stream?.drained).toBe(1));
    await reader?.cancel();
  });

  test("a reader that goes away is forgotten; a closed stream ends", async () => {
    const { opened, connect } = scene();
    const gone = (await connect("/api/v1/stream?topics=me")).body?.getReader();
    await gone?.cancel();
    expect(opened[0]?.ended).toBe(1);
    const closed = (await connect("/api/v1/stream?topics=me")).body?.getReader();
    opened[1]?.sink.close();
    expect((await closed?.read())?.done).toBe(true);
  });

  test("a session that is over ends its stream within a minute", async () => {
    vi.useFakeTimers();
    const { fake, opened, connect } = scene();
    const reader = (await connect("/api/v1/stream?topics=me")).body?.getReader();
    fake.ports.authenticator.identify = async () => undefined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await reader?.read())?.done).toBe(true);
    expect(opened[0]?.ended).toBe(1);
    vi.useRealTimers();
  });
});
