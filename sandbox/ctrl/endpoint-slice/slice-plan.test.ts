import { describe, expect, it } from "vitest";
import type { Endpoint, EndpointSlice } from "@/sandbox/kernel/cluster-kinds";
import { planSlices } from "./slice-plan";

const endpoint = (id: string): Endpoint => ({
  addresses: [id],
  conditions: { ready: true, serving: true, terminating: false },
  targetRef: { kind: "Pod", namespace: "shop", name: id, uid: id },
});
const endpoints = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => endpoint(`${prefix}${index}`));
const slice = (name: string, list: Endpoint[]): EndpointSlice => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name, uid: name, resourceVersion: "1", creationTimestamp: "" },
  addressType: "IPv4",
  endpoints: list,
  ports: [],
});
const plan = (wanted: Endpoint[], slices: EndpointSlice[]) => {
  const { creates, updates, deletes } = planSlices({ ports: [], endpoints: wanted }, slices);
  return {
    creates: creates.map((entry) => entry.endpoints.length),
    updates: updates.map((entry) => [entry.slice.metadata.name, entry.endpoints.length]),
    deletes: deletes.map((entry) => entry.metadata.name),
  };
};

describe("planning slices", () => {
  it.each([
    {
      what: "a Service without pods gets one empty slice",
      wanted: endpoints("a", 0),
      slices: [],
      is: { creates: [0], updates: [], deletes: [] },
    },
    {
      what: "250 pods need three slices",
      wanted: endpoints("a", 250),
      slices: [],
      is: { creates: [100, 100, 50], updates: [], deletes: [] },
    },
    {
      what: "what is right stays untouched",
      wanted: endpoints("a", 3),
      slices: [slice("s", endpoints("a", 3))],
      is: { creates: [], updates: [], deletes: [] },
    },
    {
      what: "a full flip is one update of the same slice",
      wanted: endpoints("b", 5),
      slices: [slice("s", endpoints("a", 3))],
      is: { creates: [], updates: [["s", 5]], deletes: [] },
    },
    {
      what: "a flip to fewer slices deletes the rest",
      wanted: endpoints("b", 5),
      slices: [slice("s", endpoints("a", 100)), slice("t", endpoints("c", 20))],
      is: { creates: [], updates: [["s", 5]], deletes: ["t"] },
    },
    {
      what: "a flip to more slices creates the rest",
      wanted: endpoints("b", 150),
      slices: [slice("s", endpoints("a", 100))],
      is: { creates: [50], updates: [["s", 100]], deletes: [] },
    },
    {
      what: "new pods fill the slice that has room",
      wanted: [...endpoints("a", 3), ...endpoints("b", 2)],
      slices: [slice("s", endpoints("a", 3))],
      is: { creates: [], updates: [["s", 5]], deletes: [] },
    },
    {
      what: "the last slice stays when all pods go",
      wanted: [],
      slices: [slice("s", endpoints("a", 3))],
      is: { creates: [], updates: [["s", 0]], deletes: [] },
    },
  ])("$what", ({ wanted, slices, is }) => {
    expect(plan(wanted, slices)).toEqual(is);
  });
});
