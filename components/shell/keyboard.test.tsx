// @vitest-environment jsdom
import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Keyboard } from "./keyboard";
import { type ShortcutGroup, useShortcuts } from "./shortcuts";

const push = vi.hoisted(() => vi.fn());
const router = vi.hoisted(() => ({ push }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const environments = [
  { name: "dev", protected: false },
  { name: "production", protected: true },
];

function Page({ group }: { group: ShortcutGroup }) {
  useShortcuts(group);
  return null;
}

beforeEach(() => {
  push.mockReset();
  window.history.replaceState(null, "", "/s/payment-history-api/dev/pods");
});
afterEach(cleanup);

function press(target: Element, ...keys: string[]): void {
  for (const key of keys) fireEvent.keyDown(target, { key });
}

describe("keys of every page", () => {
  it("g r goes to the rollouts", () => {
    render(<Keyboard environments={environments} bareKeys />);
    press(document.body, "g", "r");
    expect(push).toHaveBeenCalledWith("/rollouts");
  });

  it("e 2 shows the same page in the second environment and remembers it", () => {
    render(<Keyboard environments={environments} bareKeys />);
    press(document.body, "e", "2");
    expect(push).toHaveBeenCalledWith("/s/payment-history-api/production/pods");
    expect(document.cookie).toContain("environment=production");
  });

  it("letters stay letters inside a field", () => {
    const { container } = render(
      <>
        <Keyboard environments={environments} bareKeys />
        <input />
      </>,
    );
    press(container.querySelector("input") as Element, "g", "r");
    expect(push).not.toHaveBeenCalled();
  });

  it("letters do nothing for a person who switched them off", () => {
    render(<Keyboard environments={environments} bareKeys={false} />);
    press(document.body, "g", "r");
    expect(push).not.toHaveBeenCalled();
  });
});

it("a page's own keys come and go with it", () => {
  const run = vi.fn();
  const group: ShortcutGroup = { label: "Service", shortcuts: [{ keys: "d", words: "Deploy", run }] };
  const shell = <Keyboard environments={environments} bareKeys />;
  const { rerender } = render(
    <>
      {shell}
      <Page group={group} />
    </>,
  );
  press(document.body, "d");
  expect(run).toHaveBeenCalledOnce();
  rerender(shell);
  press(document.body, "d");
  expect(run).toHaveBeenCalledOnce();
});
