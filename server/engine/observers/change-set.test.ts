import { expect, test } from "vitest";
import type { NodeSeen, ObservedObject } from "@/server/ports/cluster-watch";
import { batchLimit, createChangeSet } from "./change-set";

const body: NodeSeen = {
  pool: "a",
  ready: true,
  schedulable: true,
  allocatableCpu: 4,
  allocatableMemory: 1024,
  allocatablePods: 110,
  taints: [],
  kubeletVersion: "v1.34.1",
};

function node(name: string, more: Partial<NodeSeen> = {}, resourceVersion = "1"): ObservedObject<"Node"> {
  const own = { ...body, ...more };
  return {
    kind: "Node",
    namespace: "",
    name,
    uid: `uid-${name}`,
    resourceVersion,
    service: null,
    color: null,
    body: own,
  };
}

test("a change is handed out once", () => {
  const changes = createChangeSet();
  changes.set(node("a"));
  expect(changes.take()).toEqual([{ op: "set", object: node("a") }]);
  expect(changes.take()).toEqual([]);
});

test("a new version with the same projection is no change", () => {
  const changes = createChangeSet();
  changes.set(node("a"));
  changes.take();
  changes.set(node("a", {}, "2"));
  expect(changes.waiting).toBe(0);
});

test("what the store knows is not written again, whatever the order of its keys", () => {
  const changes = createChangeSet();
  const { resourceVersion: _, ...known } = node("a");
  const turned = Object.fromEntries(Object.entries(body).reverse()) as unknown as NodeSeen;
  changes.remember([{ ...known, body: turned }]);
  changes.set(node("a"));
  expect(changes.waiting).toBe(0);
});

test("the latest state of an object wins within a batch", () => {
  const changes = createChangeSet();
  changes.set(node("a", { ready: false }));
  changes.set(node("a", { ready: true }));
  expect(changes.take()).toEqual([{ op: "set", object: node("a", { ready: true }) }]);
});

test("what a complete list does not name is gone", () => {
  const changes = createChangeSet();
  const { resourceVersion: _, ...known } = node("old");
  changes.remember([known]);
  changes.set(node("new"));
  changes.listed("Node", new Set(["/new"]));
  expect(changes.take()).toEqual([
    { op: "set", object: node("new") },
    { op: "gone", key: { kind: "Node", namespace: "", name: "old" }, service: null },
  ]);
});

test("an object that comes back with another uid is a change", () => {
  const changes = createChangeSet();
  changes.set(node("a"));
  changes.take();
  changes.set({ ...node("a"), uid: "other" });
  expect(changes.waiting).toBe(1);
});

test("a batch that could not be written comes back, but never over a newer state", () => {
  const changes = createChangeSet();
  changes.set(node("a", { ready: false }));
  changes.set(node("b"));
  const batch = changes.take();
  changes.set(node("a", { ready: true }));
  changes.giveBack(batch);
  const again = changes.take();
  expect(again).toHaveLength(2);
  expect(again).toContainEqual({ op: "set", object: node("a", { ready: true }) });
});

test("gone, then back, is one change", () => {
  const changes = createChangeSet();
  changes.set(node("a"));
  changes.take();
  changes.gone({ kind: "Node", namespace: "", name: "a" });
  changes.set(node("a"));
  expect(changes.take()).toEqual([{ op: "set", object: node("a") }]);
});

test("a batch has a limit", () => {
  const changes = createChangeSet();
  for (let index = 0; index <= batchLimit; index += 1) changes.set(node(`n${index}`));
  expect(changes.take()).toHaveLength(batchLimit);
  expect(changes.take()).toHaveLength(1);
});
