/** One field of a protobuf message as it stands on the wire. */
export interface WireField {
  number: number;
  /** A varint as a number (two's complement), or the bytes of a length-delimited field. */
  value: bigint | Buffer;
}

/** Reads the fields of one message. Throws RangeError when the bytes end early. */
export function readWire(bytes: Buffer): WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const varint = (): bigint => {
    let result = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) throw new RangeError("the protobuf body ends inside a number");
      at += 1;
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, result);
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError("the protobuf body ends inside a field");
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    const wire = tag & 7;
    if (wire === 0) fields.push({ number, value: varint() });
    else if (wire === 2) fields.push({ number, value: take(Number(varint())) });
    else if (wire === 1) fields.push({ number, value: take(8) });
    else if (wire === 5) fields.push({ number, value: take(4) });
    else throw new RangeError(`the protobuf body has an unknown wire type ${wire}`);
  }
  return fields;
}
