import { expect, onTestFinished, test, vi } from "vitest";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import type { ClusterWatch, ObservedObject } from "@/server/ports/cluster-watch";
import { type KeptRun, runName } from "@/server/ports/kept-logs";
import { LogKeeper } from "./log-keeper";

const began = "2026-03-02T14:00:00.000Z";
const deleted = "2026-03-02T14:10:00.000Z";
const crashed = { last: { reason: "OOMKilled", exitCode: 137, startedAt: began, finishedAt: deleted } };
const running: Partial<ContainerSeen> = { state: "running", startedAt: began };

function pod(container: Partial<ContainerSeen>, more: Partial<PodSeen> = {}): ObservedObject<"Pod"> {
  const body: PodSeen = {
    ...{ name: "p", namespace: "n", uid: "u", phase: "Running", ready: false, createdAt: began, images: [] },
    containers: [{ name: "app", ready: false, restarts: 1, state: "waiting", ...container }],
    ...more,
  };
  const { name, namespace, uid } = body;
  return { kind: "Pod", namespace, name, uid, resourceVersion: "1", service: "s", color: "blue", body };
}

type Asked = { pod: string; previous: boolean; follow: boolean };

/** A keeper over a cluster whose logs are what the test says, and the rows that it stored. */
function start(logOf: (asked: Asked, signal: AbortSignal) => AsyncIterable<string>, known: string[] = []) {
  const stop = new AbortController();
  const rows = new Map<string, KeptRun>();
  const asked: Asked[] = [];
  const store = { isAway: false, refused: 0 };
  const unused = (): never => {
    throw new Error("not asked for in these tests");
  };
  const watch: ClusterWatch = {
    ...{ follow: unused, ping: unused, lastLogLine: unused },
    logLines({ pod: name, previous, follow }, signal) {
      asked.push({ pod: name, previous, follow });
      return logOf({ pod: name, previous, follow }, signal);
    },
  };
  const keeper = new LogKeeper(
    {
      cluster: "c",
      watch,
      store: {
        known: unused,
        prune: unused,
        async keep(_cluster, runs) {
          if (store.isAway) {
            store.refused += 1;
            throw new Error("no database");
          }
          for (const run of runs) rows.set(runName(run), run);
        },
      },
      now: () => Date.parse(deleted) + 20_000,
      log: { info: () => undefined, warn: () => undefined },
      signal: stop.signal,
    },
    new Set(known),
  );
  const ended = keeper.run();
  const end = async (): Promise<void> => {
    stop.abort();
    await ended;
  };
  onTestFinished(end);
  const row = () => [...rows.values()][0];
  return { keeper, rows, row, asked, store, end };
}

async function* lines(...all: string[]): AsyncGenerator<string> {
  yield* all;
}
/** Logs are opened a moment after an end is seen, and stored in batches. */
const patience = { timeout: 10_000 };
const key = { kind: "Pod" as const, namespace: "n", name: "p" };

test("a crash is read once, before the restart's log, and stored with how it ended", async () => {
  const { keeper, row, rows, asked, end } = start(() => lines("1 one", "2 FATAL"));
  keeper.see(pod(crashed));
  keeper.see(pod({ ...running, ...crashed, startedAt: deleted }));
  await vi.waitFor(() => expect(row()?.lines).toHaveLength(2), patience);
  await end();
  expect(asked).toEqual([{ pod: "p", previous: true, follow: false }]);
  expect(rows.size).toBe(1);
  expect(row()).toMatchObject({
    ...{ pod: "p", service: "s", color: "blue", cause: "crashed", reason: "OOMKilled", exitCode: 137 },
    ...{ startedAt: began, endedAt: deleted, lines: ["1 one", "2 FATAL"], problem: null },
  });
});

test("a pod that is deleted is followed to its last line, and its end becomes known later", async () => {
  const { keeper, row, asked, end } = start(() => lines("1 one", "2 SIGTERM"));
  keeper.see(pod(running, { deletingSince: deleted }));
  await vi.waitFor(() => expect(row()?.lines).toEqual(["1 one", "2 SIGTERM"]), patience);
  const ended = { state: "terminated" as const, startedAt: began, finishedAt: "2026-03-02T14:10:09Z" };
  keeper.see(pod({ ...ended, exitCode: 143, reason: "Error" }, { deletingSince: deleted }));
  await vi.waitFor(() => expect(row()).toMatchObject({ exitCode: 143, endedAt: ended.finishedAt }), patience);
  keeper.gone(key);
  await end();
  expect(asked).toEqual([{ pod: "p", previous: false, follow: true }]);
  expect(row()).toMatchObject({ cause: "deleted", lines: ["1 one", "2 SIGTERM"] });
});

test("what is stored while a log still flows survives a worker that dies", async () => {
  const { keeper, row } = start(async function* (_asked, signal) {
    for (let number = 1; !signal.aborted; number += 1) {
      yield `${number} line`;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  keeper.see(pod(running, { deletingSince: deleted }));
  await vi.waitFor(() => expect(row()?.lines[0]).toBe("1 line"), patience);
});

test("only the last 200 lines are kept, without credentials", async () => {
  const token = `ghp_${"A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"}`;
  const many = Array.from({ length: 300 }, (_, number) => `${number} line`);
  const { keeper, row } = start(() => lines(...many, `t ${token}`));
  keeper.see(pod(crashed));
  await vi.waitFor(() => expect(row()?.lines.at(-1)).toBe("t [a token of GitHub removed]"), patience);
  expect(row()?.lines).toHaveLength(200);
  expect(row()?.lines[0]).toBe("101 line");
});

test("a pod that is removed at once is listed, and says that nothing could be read", async () => {
  const { keeper, row, asked, end } = start(() => lines("1 one"));
  keeper.see(pod(running));
  keeper.gone(key);
  await end();
  expect(asked).toEqual([]);
  expect(row()).toMatchObject({
    ...{ cause: "deleted", lines: [], problem: "The pod was gone before its log could be read." },
  });
});

test("pods that a complete list does not name are gone; those that it names are not", async () => {
  const { keeper, rows, end } = start(() => lines());
  keeper.see(pod(running));
  keeper.see(pod(running, { name: "q", uid: "v" }));
  keeper.keepOnly(new Set(["n/q"]));
  await end();
  expect([...rows.values()].map(({ pod: name }) => name)).toEqual(["p"]);
});

test("a log that cannot be read is tried again with the next sign of its pod, three times at most", async () => {
  const { keeper, row, asked } = start(async function* () {
    yield* [];
    throw new Error("container not found");
  });
  await vi.waitFor(() => {
    keeper.see(pod(crashed));
    expect(asked).toHaveLength(3);
  }, patience);
  await vi.waitFor(() => expect(row()?.problem).toContain("container not found"), patience);
  keeper.see(pod(crashed));
  expect(asked).toHaveLength(3);
});

test("a database that is away loses nothing", async () => {
  const { keeper, row, store, end } = start(() => lines("1 one"));
  store.isAway = true;
  keeper.see(pod(crashed));
  await vi.waitFor(() => expect(store.refused).toBeGreaterThan(0), patience);
  store.isAway = false;
  await end();
  expect(row()?.lines).toEqual(["1 one"]);
});

test("a crash that is stored already is not read again", async () => {
  const { keeper, asked, end } = start(
    () => lines(),
    [runName({ uid: "u", container: "app", startedAt: began })],
  );
  keeper.see(pod(crashed));
  await end();
  expect(asked).toEqual([]);
});

test("a crash that was stored is not held in memory, nor read again while its pod stays", async () => {
  const { keeper, row, asked, end } = start(() => lines("1 one"));
  keeper.see(pod(crashed));
  await vi.waitFor(() => expect(row()).toBeDefined(), patience);
  keeper.see(pod(crashed));
  await end();
  expect(asked).toHaveLength(1);
});

test("at most 96 logs are read at the same time; the others wait for their turn", async () => {
  let open = 0;
  let most = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { keeper, rows } = start(async function* () {
    open += 1;
    most = Math.max(most, open);
    await held;
    open -= 1;
    yield "1 one";
  });
  for (let number = 0; number < 120; number += 1)
    keeper.see(pod(crashed, { name: `p${number}`, uid: `u${number}` }));
  await vi.waitFor(() => expect(open).toBe(96), patience);
  release();
  await vi.waitFor(() => expect(rows.size).toBe(120), patience);
  expect(most).toBe(96);
});
