import { Glyph, type GlyphName } from "./glyph";

const states = {
  healthy: ["tick", "healthy"],
  soon: ["soon", "look soon"],
  failing: ["fail", "failing"],
  changing: ["change", "changing"],
  unknown: ["none", "no data"],
  stale: ["none", "stale"],
  person: ["person", "waits for a person"],
} as const satisfies Record<string, readonly [GlyphName, string]>;

/** What a row, a service or a line can be in. */
export type StateName = keyof typeof states;

/** The glyph of a state with its word as accessible name. Pass an empty label where the word stands beside it. */
export function StateGlyph({
  state,
  label,
  className,
}: {
  state: StateName;
  label?: string;
  className?: string;
}) {
  const [name, word] = states[state];
  const text = label ?? word;
  return <Glyph name={name} {...(text ? { label: text } : {})} {...(className ? { className } : {})} />;
}
