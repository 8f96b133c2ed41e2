import type { Json } from "@/sandbox/api/json";

/** The items of a patched list, the order the patch wants, and the order before it; orders are lists of keys. */
export interface OrderedList {
  items: Json[];
  wanted: string[];
  before: string[];
}

/** Items in the wanted order; items that the patch does not know keep their place among those they stood with. */
export function orderItems({ items, wanted, before }: OrderedList, keyOf: (item: Json) => string): Json[] {
  const known = items
    .filter((item) => wanted.includes(keyOf(item)))
    .sort((left, right) => wanted.indexOf(keyOf(left)) - wanted.indexOf(keyOf(right)));
  const others = items.filter((item) => !wanted.includes(keyOf(item)));
  const result: Json[] = [];
  for (const item of known) {
    const place = before.indexOf(keyOf(item));
    while (others[0] !== undefined && place >= 0 && before.indexOf(keyOf(others[0])) < place)
      result.push(others.shift());
    result.push(item);
  }
  return [...result, ...others];
}
