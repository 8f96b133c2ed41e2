import { expect, test } from "vitest";
import { duplicateFields } from "./duplicate-fields";

test.each([
  ['{"a":1,"b":{"a":2}}', []],
  ['{"a":1,"a":2}', ['duplicate field "a"']],
  ['{"spec":{"x":[{"n":1,"n":2},{"n":3}]}}', ['duplicate field "spec.x[0].n"']],
  ['{"a":"{\\"b\\":1,\\"b\\":2}"}', []],
  ['{"a":["x","x"],"c":[[1],{"d":1,"d":2}]}', ['duplicate field "c[1].d"']],
])("%s has the duplicates %j", (text, found) => {
  expect(duplicateFields(text)).toEqual(found);
});
