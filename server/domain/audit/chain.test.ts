import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AuditRow, chainStart, checkLinks, sealsFor } from "./chain";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const start = { position: 0, hash: chainStart };
const row = (seq: number, more: Partial<AuditRow> = {}): AuditRow => ({
  seq,
  at: "2026-11-23T01:00:00.000001Z",
  actor: "payment-lead",
  via: "ui",
  action: "approval.approve",
  subject: "deployment/1",
  summary: "approved it",
  before: null,
  after: { decision: "approved" },
  requestId: null,
  ip: null,
  ...more,
});
/** Ten sealed rows; they were committed out of order. */
function chain() {
  const rows = [48_001, 48_003, 48_002, 48_004, 48_005, 48_006, 48_007, 48_008, 48_009, 48_010].map((seq) =>
    row(seq),
  );
  return sealsFor(rows, start, sha256).map((seal, index) => ({ seal, row: rows[index] ?? null }));
}
type Links = ReturnType<typeof chain>;

test("an untouched chain holds, in one go and in batches", () => {
  const links = chain();
  const whole = checkLinks(links, start, sha256);
  expect(whole).toEqual({ head: { position: 10, hash: links[9]?.seal.hash } });
  const first = checkLinks(links.slice(0, 4), start, sha256);
  expect("head" in first && checkLinks(links.slice(4), first.head, sha256)).toEqual(whole);
});

describe("tampering is found, and its place named", () => {
  const rows: [string, (links: Links) => Links, { what: "altered" | "gap"; position: number }][] = [
    [
      "a word is changed",
      (links) => links.with(4, { ...links[4]!, row: row(48_005, { summary: "rejected it" }) }),
      { what: "altered", position: 5 },
    ],
    [
      "a value inside is changed",
      (links) => links.with(4, { ...links[4]!, row: row(48_005, { after: { decision: "rejected" } }) }),
      { what: "altered", position: 5 },
    ],
    [
      "a microsecond is changed",
      (links) => links.with(0, { ...links[0]!, row: row(48_001, { at: "2026-11-23T01:00:00.000002Z" }) }),
      { what: "altered", position: 1 },
    ],
    [
      "two rows change places",
      (links) =>
        links.with(2, { ...links[2]!, row: links[3]!.row }).with(3, { ...links[3]!, row: links[2]!.row }),
      { what: "altered", position: 3 },
    ],
    [
      "a row is removed",
      (links) => links.with(6, { ...links[6]!, row: null }),
      { what: "altered", position: 7 },
    ],
    ["a row and its link are removed", (links) => links.toSpliced(6, 1), { what: "gap", position: 7 }],
    [
      "a link is forged",
      (links) => links.with(6, { ...links[6]!, seal: { ...links[6]!.seal, hash: sha256("forged") } }),
      { what: "altered", position: 7 },
    ],
    [
      "a row is written and sealed again: the next link tells",
      (links) => {
        const before = links[5]!.seal;
        const changed = row(48_007, { actor: "somebody else" });
        const [seal] = sealsFor([changed], { position: 6, hash: before.hash }, sha256);
        return links.with(6, { seal: seal!, row: changed });
      },
      { what: "gap", position: 8 },
    ],
  ];
  test.each(rows)("%s", (_, tamper, expected) => {
    expect(checkLinks(tamper(chain()), start, sha256)).toMatchObject({ broken: expected });
  });
});

test("whatever the rows say, they hold as sealed and no other text holds in their place", () => {
  const any = fc.record({ summary: fc.string(), actor: fc.string(), after: fc.jsonValue() });
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 8 }), any, fc.nat(), (given, other, at) => {
      const rows = given.map((each, index) => row(index + 1, each));
      const links = sealsFor(rows, start, sha256).map((seal, index) => ({ seal, row: rows[index] ?? null }));
      expect("head" in checkLinks(links, start, sha256)).toBe(true);
      const place = at % rows.length;
      const changed = row(place + 1, { ...other, summary: `${rows[place]?.summary}.` });
      const tampered = links.with(place, { ...links[place]!, row: changed });
      expect(checkLinks(tampered, start, sha256)).toMatchObject({ broken: { position: place + 1 } });
    }),
    { numRuns: 200 },
  );
});
