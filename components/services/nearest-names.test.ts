import { expect, test } from "vitest";
import { nearestNames } from "./nearest-names";

const names = ["payment-checkout-web", "payment-history-api", "points-history-api", "merchant-store-api"];

test.each([
  { says: "a letter left out", wanted: "payment-chekout-web", found: ["payment-checkout-web"] },
  { says: "a part of the name", wanted: "store", found: ["merchant-store-api"] },
  {
    says: "the nearest first",
    wanted: "point-history-api",
    found: ["points-history-api", "payment-history-api"],
  },
  { says: "nothing near", wanted: "zzz", found: [] },
])("$says", ({ wanted, found }) => {
  expect(nearestNames(names, wanted)).toEqual(found);
});
