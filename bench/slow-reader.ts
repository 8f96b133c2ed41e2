import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { getRequestListener } from "@hono/node-server";
import type { PodSeen } from "@/contracts/pod";
import { makeApi } from "@/server/http/app";
import { fakeHttp } from "@/server/testing/http-ports";
import { type GateResult, rounded } from "./gate";

const MOST_MB = 40;
const pods = 12;
/** Longer than every buffer on the way takes to fill, many times over. */
const watchMs = 5000;
const everyMs = 250;

/** A log that writes as fast as somebody reads. `written` counts its bytes. */
function endlessLog(written: { bytes: number }): ReadableStream<Uint8Array> {
  let count = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const lines = Array.from({ length: 200 }, () => {
        count += 1;
        const at = new Date(1_700_000_000_000 + count).toISOString();
        return `${at} INFO request ${count} answered with 200 in ${count % 400} ms\n`;
      });
      const chunk = new TextEncoder().encode(lines.join(""));
      written.bytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What is held, in MB: what nobody holds is collected first, so that the rest of the benchmark does not count. */
function heldMb(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 ** 2;
}

/** L2: somebody opens the log of twelve pods that write without end, and reads none of it. */
export async function measureSlowReader(): Promise<GateResult> {
  const { ports } = fakeHttp();
  const written = { bytes: 0 };
  const names = Array.from({ length: pods }, (_, index) => `api-blue-7d4-${index}`);
  ports.fleet.pods = () =>
    names.map((name) => ({ name, color: "blue", containers: [] }) as unknown as PodSeen);
  ports.logs.open = async () => ({ status: 200, body: endlessLog(written) });
  const api = makeApi(ports);
  const listener = getRequestListener(api.fetch);
  const server = createServer((request, response) => void listener(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const before = heldMb();
  const reader = connect((server.address() as AddressInfo).port, "127.0.0.1");
  reader.write(
    "GET /api/v1/pods/points-api/production/logs?follow=true HTTP/1.1\r\nHost: a\r\nCookie: person\r\n\r\n",
  );
  await once(reader, "readable");
  let most = 0;
  for (let waited = 0; waited < watchMs; waited += everyMs) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    most = Math.max(most, heldMb() - before);
  }
  reader.destroy();
  server.close();
  const figures = { mostMb: rounded(most), writtenMb: rounded(written.bytes / 1024 ** 2) };
  return {
    id: "L2",
    goal: `a reader who stops reading a log at full rate costs the server at most ${MOST_MB} MB`,
    passed: figures.mostMb <= MOST_MB && figures.writtenMb > 0,
    figures,
  };
}
