import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePorts } from "./control-plane-ports.mjs";

const names = ["etcd", "api"];

test("ports are outside of what Linux gives to outgoing connections, and no two are equal", async () => {
  const [lowest] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").split("\t").map(Number);
  const all = await Promise.all([freePorts(names), freePorts(names), freePorts(names)]);
  const ports = all.flatMap((each) => Object.values(each));
  expect(new Set(ports).size).toBe(6);
  expect(Math.max(...ports)).toBeLessThan(lowest ?? 0);
});

test("a block in which somebody listens is passed over", async () => {
  const { api = 0 } = await freePorts(names);
  // The next block of this process, as the module counts them.
  const next = ((((api - 10_000 - 1) / 10 + 37) % 1000) * 10 + 10_000) | 0;
  const server = createServer().listen(next, "127.0.0.1");
  await once(server, "listening");
  expect((await freePorts(names))["etcd"]).not.toBe(next);
  server.close();
});
