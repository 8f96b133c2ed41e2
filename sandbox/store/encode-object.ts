import type { KubeObject } from "@/sandbox/kernel/object";

const whole = new WeakMap<KubeObject, string>();
const asItem = new WeakMap<KubeObject, string>();

/** JSON of a committed object; each version is encoded once, however many clients read it. */
export function encodeObject(object: KubeObject): string {
  let text = whole.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    whole.set(object, text);
  }
  return text;
}

/** JSON of an object inside a list: built-in kinds leave out `kind` and `apiVersion` there. */
export function encodeItem(object: KubeObject): string {
  let text = asItem.get(object);
  if (text === undefined) {
    const { apiVersion: _apiVersion, kind: _kind, ...rest } = object;
    text = JSON.stringify(rest);
    asItem.set(object, text);
  }
  return text;
}
