// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Button } from "./button";
import { Field } from "./field";
import { Input } from "./input";
import { Segmented } from "./segmented";

afterEach(cleanup);

describe("a button with a reason", () => {
  const reason = "You asked for this. payment-lead can approve it";

  it("stays reachable, says why, and does nothing", () => {
    const press = vi.fn();
    const submit = vi.fn();
    render(
      <form onSubmit={submit}>
        <Button type="submit" onClick={press} disabledReason={reason}>
          Approve
        </Button>
      </form>,
    );
    const button = screen.getByRole("button", { name: "Approve", description: reason });
    button.focus();
    fireEvent.click(button);
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(press).not.toHaveBeenCalled();
    expect(submit).not.toHaveBeenCalled();
  });

  it("closes its sentence with Escape and shows it again with the next focus", () => {
    const { container } = render(<Button disabledReason={reason}>Approve</Button>);
    const holder = container.querySelector(".reasoned");
    fireEvent.keyDown(screen.getByRole("button"), { key: "Escape" });
    expect(holder?.hasAttribute("data-closed")).toBe(true);
    fireEvent.blur(screen.getByRole("button"));
    expect(holder?.hasAttribute("data-closed")).toBe(false);
  });
});

it("a button presses, and is no submit button by itself", () => {
  const press = vi.fn();
  render(<Button onClick={press}>Abort, keep blue</Button>);
  fireEvent.click(screen.getByRole("button", { name: "Abort, keep blue" }));
  expect(press).toHaveBeenCalledOnce();
  expect(screen.getByRole("button").getAttribute("type")).toBe("button");
});

it("a field names its control and tells its error", () => {
  render(
    <Field label="Maximum" error="31 is above the ceiling of 24">
      {(control) => <Input {...control} defaultValue="31" />}
    </Field>,
  );
  const input = screen.getByLabelText("Maximum");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("alert").id).toBe(input.getAttribute("aria-describedby"));
});

describe("a radio group drawn as joined buttons", () => {
  const segments = [
    { value: "list", label: "List" },
    { value: "matrix", label: "Matrix", disabledReason: "not here" },
    { value: "map", label: "Map" },
  ] as const;

  it("has one tab stop and moves past what may not be chosen", () => {
    const change = vi.fn();
    render(<Segmented label="View" value="list" segments={segments} onChange={change} />);
    const radios = screen.getAllByRole("radio");
    expect(radios.map((radio) => radio.tabIndex)).toEqual([0, -1, -1]);
    fireEvent.keyDown(radios[0] as HTMLElement, { key: "ArrowRight" });
    expect(change).toHaveBeenLastCalledWith("map");
    fireEvent.keyDown(radios[0] as HTMLElement, { key: "ArrowLeft" });
    expect(change).toHaveBeenLastCalledWith("map");
  });

  it("does not choose what may not be chosen", () => {
    const change = vi.fn();
    render(<Segmented label="View" value="list" segments={segments} onChange={change} />);
    fireEvent.click(screen.getByRole("radio", { name: "Matrix" }));
    expect(change).not.toHaveBeenCalled();
  });
});
