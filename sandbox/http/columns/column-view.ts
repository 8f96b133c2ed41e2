import type { Json } from "@/sandbox/api/json";
import { formatSelector } from "@/sandbox/api/selectors/label-selector";
import { humanDuration } from "@/sandbox/http/age";
import type { KubeObject } from "@/sandbox/kernel/object";

/** One column of a table. */
export interface Column {
  name: string;
  type: "string" | "integer" | "boolean" | "date";
  /** 1 for columns that only `-o wide` shows. */
  priority: number;
}

/** The columns of a kind and how one object fills them. */
export interface ColumnView {
  columns: readonly Column[];
  cells(object: KubeObject, now: number): Json[];
}

/** Columns from a text: names split by `|`; `+` in front means wide only, `#` integer, `?` boolean, `@` date. */
export function columnView(names: string, cells: (object: Json, now: number) => Json[]): ColumnView {
  const types: Readonly<Record<string, Column["type"]>> = { "#": "integer", "?": "boolean", "@": "date" };
  const columns = names.split("|").map((text): Column => {
    const wide = text.startsWith("+");
    const bare = wide ? text.slice(1) : text;
    const type = types[bare[0] ?? ""];
    return { name: type ? bare.slice(1) : bare, type: type ?? "string", priority: wide ? 1 : 0 };
  });
  return { columns, cells };
}

/** Age since a time, or `<unknown>`. */
export function ageOf(time: string | undefined, now: number): string {
  return time ? humanDuration(now - Date.parse(time)) : "<unknown>";
}

/** Age of an object. */
export function objectAge(object: Json, now: number): string {
  return ageOf(object.metadata.creationTimestamp, now);
}

/** Container names and images of a pod template, comma separated. */
export function containersOf(template: Json): [names: string, images: string] {
  const containers: Json[] = template?.spec?.containers ?? [];
  return [
    containers.map((container) => container.name).join(","),
    containers.map((container) => container.image).join(","),
  ];
}

/** A selector as text, `<none>` when it is empty. */
export function selectorText(selector: Json): string {
  return formatSelector(selector) || "<none>";
}
