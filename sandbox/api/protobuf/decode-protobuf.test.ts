import { describe, expect, test } from "vitest";
import { decodeProtobuf, isProtobuf } from "./decode-protobuf";

/** A varint. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}

/** A length-delimited field: text, or a message made of fields. */
function part(number: number, value: string | Buffer[]): Buffer {
  const body = typeof value === "string" ? Buffer.from(value) : Buffer.concat(value);
  return Buffer.concat([varint((number << 3) | 2), varint(body.length), body]);
}

/** A number field. */
function figure(number: number, value: number): Buffer {
  return Buffer.concat([varint(number << 3), varint(value)]);
}

function envelope(apiVersion: string, kind: string, object: Buffer[]): Buffer {
  const typeMeta = part(1, [part(1, apiVersion), part(2, kind)]);
  return Buffer.concat([
    Buffer.from([0x6b, 0x38, 0x73, 0x00]),
    typeMeta,
    part(2, object),
    part(3, ""),
    part(4, ""),
  ]);
}

describe("protobuf bodies", () => {
  test("a ConfigMap with data, empty times and zero numbers reads like its JSON", () => {
    const metadata = part(1, [
      part(1, "cm"),
      part(2, ""),
      figure(7, 0),
      part(8, []),
      part(11, [part(1, "app"), part(2, "web")]),
    ]);
    const bytes = envelope("v1", "ConfigMap", [metadata, part(2, [part(1, "key"), part(2, "value")])]);
    expect(isProtobuf(bytes)).toBe(true);
    expect(decodeProtobuf(bytes)).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "cm", labels: { app: "web" } },
      data: { key: "value" },
    });
  });

  test("numbers behind a pointer keep their zero, int-or-string its form, status is left out", () => {
    const rolling = part(2, [
      part(1, [figure(1, 1), figure(2, 0), part(3, "25%")]),
      part(2, [figure(1, 0), figure(2, 3), part(3, "")]),
    ]);
    const spec = part(2, [figure(1, 0), figure(5, 0), part(4, [part(1, "RollingUpdate"), rolling])]);
    const bytes = envelope("apps/v1", "Deployment", [
      part(1, [part(1, "web")]),
      spec,
      part(3, [figure(2, 1)]),
    ]);
    expect(decodeProtobuf(bytes)).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web" },
      spec: {
        replicas: 0,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "25%", maxSurge: 3 } },
      },
    });
  });

  test("secrets are base64, quantities text", () => {
    const secret = envelope("v1", "Secret", [part(2, [part(1, "a"), part(2, "hello")])]);
    expect(decodeProtobuf(secret).data).toEqual({ a: "aGVsbG8=" });
    const quota = envelope("v1", "ResourceQuota", [
      part(2, [part(1, [part(1, "pods"), part(2, [part(1, "5")])])]),
    ]);
    expect(decodeProtobuf(quota).spec).toEqual({ hard: { pods: "5" } });
  });

  test.each([
    ["an unknown kind", envelope("example.com/v1", "Gizmo", [])],
    ["an unknown field", envelope("v1", "ConfigMap", [part(99, "x")])],
  ])("%s is refused with 415", (_sentence, bytes) => {
    expect(() => decodeProtobuf(bytes)).toThrow("send JSON");
  });
});
