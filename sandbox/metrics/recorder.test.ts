import { expect, it } from "vitest";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { DoorStep, LoadModel, Tick } from "@/sandbox/sim/load-model";
import { createRecorder } from "./recorder";
import { type Reading, slotMs } from "./sample";

const perSecond = 100;
const start = Date.UTC(2026, 5, 1);

/** Ticks of a door with a steady rate, at the given distances in ms. */
function recorded(distances: readonly number[]) {
  let tell: (tick: Tick) => void = () => undefined;
  const load = {
    onTick: (listener: (tick: Tick) => void) => {
      tell = listener;
    },
  } as unknown as LoadModel;
  const client = { list: () => [] } as unknown as ClusterClient;
  const samples: Reading[] = [];
  const recorder = createRecorder({ client, load, onSample: (reading) => samples.push(reading) });
  let at = start + 3;
  const rates: number[] = [];
  for (const distance of distances) {
    at += distance;
    const seconds = distance / 1000;
    const step = {
      door: { namespace: "n", service: "s", color: "blue", pods: [] },
      step: { answered: perSecond * seconds, refused: 0, expired: 0 },
      ...{ latency: 0.1, cpu: 0.5, inFlight: 10 },
    } as unknown as DoorStep;
    tell({ at, seconds, doors: [step] });
    const open = recorder.open();
    const sampleAt = samples.at(-1)?.at;
    if (open && sampleAt !== undefined)
      rates.push(((open.doors[0]?.answered ?? 0) / (open.at - sampleAt)) * 1000);
  }
  return { samples, rates, open: recorder.open() };
}

it.each([
  ["one a second", Array.from({ length: 60 }, () => 1000)],
  ["late ones", Array.from({ length: 60 }, (_, index) => (index % 7 === 0 ? 2900 : 1130))],
  ["many within a second", Array.from({ length: 400 }, () => 237)],
])("of ticks, %s: a steady rate is steady in every sample and in what is open", (_what, distances) => {
  const { samples, rates } = recorded(distances);
  expect(samples.length).toBeGreaterThan(2);
  for (const { at, doors } of samples.slice(1)) {
    expect(at % slotMs).toBe(0);
    expect(doors[0]?.answered).toBeCloseTo((perSecond * slotMs) / 1000, 6);
    expect(doors[0]).toMatchObject({ cpu: expect.closeTo(0.5, 6), inFlight: expect.closeTo(10, 6) });
  }
  for (const rate of rates) expect(rate).toBeCloseTo(perSecond, 6);
});

it("nothing is open at the moment of a sample: two counts of one moment have no rate", () => {
  const { samples, open } = recorded([10_000, 4_997]);
  expect(samples).toHaveLength(1);
  expect(open).toBeUndefined();
});
