import { expect, test } from "vitest";
import { readWorkerEnv } from "./env";

const least = { DATABASE_URL: "postgres://x", SWITCHYARD_INTERNAL_TOKEN: "0123456789abcdef" };

test("a worker without clusters only keeps house", () => {
  expect(readWorkerEnv(least)).toMatchObject({
    kubeconfigs: {},
    host: "127.0.0.1",
    port: 0,
    logLevel: "info",
  });
});

test("the port is the one of the address that web was given", () => {
  expect(readWorkerEnv({ ...least, SWITCHYARD_WORKER_URL: "http://127.0.0.1:4711" }).port).toBe(4711);
});

test("its own port setting wins", () => {
  const env = { ...least, SWITCHYARD_WORKER_URL: "http://127.0.0.1:4711", SWITCHYARD_WORKER_PORT: "0" };
  expect(readWorkerEnv(env).port).toBe(0);
});

test("kubeconfigs are a map from cluster to path", () => {
  expect(readWorkerEnv({ ...least, SWITCHYARD_KUBECONFIGS: '{"dev-1":"/a"}' }).kubeconfigs).toEqual({
    "dev-1": "/a",
  });
});

test.each([
  [{ ...least, SWITCHYARD_KUBECONFIGS: "/a" }, "SWITCHYARD_KUBECONFIGS: must be JSON"],
  [{ ...least, SWITCHYARD_INTERNAL_TOKEN: "short" }, "SWITCHYARD_INTERNAL_TOKEN: at least 16 characters"],
  [{ SWITCHYARD_INTERNAL_TOKEN: least.SWITCHYARD_INTERNAL_TOKEN }, "DATABASE_URL"],
])("%o is refused with %s", (env, sentence) => {
  expect(() => readWorkerEnv(env)).toThrow(sentence);
});
