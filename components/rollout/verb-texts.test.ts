import { expect, test } from "vitest";
import { detailOf } from "@/server/domain/deployment-view/detail";
import { aDeployment, viewOf } from "@/server/testing/a-deployment";
import { verbText } from "./verb-texts";

const kept = (newestConfig: number) =>
  detailOf(viewOf(aDeployment({ state: "progressing", hold: "manual" }), { newestConfig }));

test("another try names the config version that it brings, and what it brings instead of", () => {
  const { label, explanation } = verbText("retry", kept(12));
  expect(label).toBe("Try again with config 12");
  expect(explanation).toContain("config 12 instead of 11");
});

test("another try without a newer config version says so", () => {
  const { label, explanation } = verbText("retry", kept(11));
  expect(label).toBe("Try again");
  expect(explanation).toContain("There is no newer version");
});
