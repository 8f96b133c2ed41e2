import { secretReference } from "@/contracts/secret-reference";
import { hasCardNumber } from "./card-number";
import { tokenShapes } from "./secret-tokens";

/** Why a value is taken for a secret. `block` has no way around it; `warn` can be called a false alarm, with a reason. */
export interface SecretFinding {
  tier: "block" | "warn";
  /** "a private key", for "KEY looks like ...". Never a piece of the value. */
  what: string;
}

const block = (what: string): SecretFinding => ({ tier: "block", what });
const secretKey =
  /(?:PASS(?:WORD|WD|PHRASE)?|PWD|SECRET|TOKEN|API_?KEY|PRIVATE|PRIVATE_?KEY|CREDENTIALS?|SALT|SIGNING|_KEY)(?:_(?:\d+|OLD|NEW|NEXT|VALUE|PRIMARY|SECONDARY|BASE64|B64|HEX|PEM|PROD|PRODUCTION))?$/u;
const hashKey = /SHA\d*|DIGEST|ETAG|UUID|GUID|HASH|COMMIT|CHECKSUM|FINGERPRINT/u;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** A URL with a password in its authority, also behind `jdbc:`. */
function hasUrlPassword(text: string): boolean {
  for (const [found] of text.matchAll(
    /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:(?:[a-z]{1,20}:)?\/\/[^\s"'<>]{1,4000}/giu,
  )) {
    const address = found.replace(/^jdbc:/iu, "");
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url !== null && url.password !== "" && !isPlaceholder(decoded(url.password))) return true;
    const given = /[?&;](?:password|passwd|pwd|access_token)=([^&;\s]+)/iu.exec(found)?.[1];
    if (given !== undefined && !isPlaceholder(given)) return true;
  }
  return false;
}

function decoded(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/giu, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** `${NAME}`, `<name>`, `***` and the like stand for a value elsewhere. */
function isPlaceholder(text: string): boolean {
  return /^(?:\$\{?\w+\}?|<[\w -]+>|\{\{?[\w. -]+\}?\}|\*+|x{3,}|changeme)$/iu.test(text);
}

function unpacked(text: string): string[] {
  if (text.length > 100_000 || !/^[A-Za-z0-9+/\s]{16,}={0,2}$/u.test(text)) return [];
  const packed = text.replace(/\s/gu, "");
  return packed.length % 4 === 0 ? [atob(packed)] : [];
}

/** The same value as it may be wrapped: quoted, continued over lines, percent-encoded, base64, with invisible characters. */
function readings(value: string): string[] {
  const plain = value
    .normalize("NFKC")
    .replace(/[\u200b-\u200d\u2060\ufeff]/gu, "")
    .replace(/\\\r?\n\s*/gu, "");
  const bare = plain.trim().replace(/^(["'])(.*)\1$/su, "$2");
  return [plain, decoded(bare), ...unpacked(bare)];
}

const isKeyStore = (text: string) => text.startsWith("\u00fe\u00ed\u00fe\u00ed");

function shapeOf(text: string): SecretFinding | null {
  const token = tokenShapes.find(({ shape }) => shape.test(text));
  if (token) return block(token.name);
  if (hasUrlPassword(text)) return block("a URL with a password");
  if (hasCardNumber(text)) return block("a card number");
  return isKeyStore(text) ? block("a key store") : null;
}

/** Bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
}

function isRandom(piece: string): boolean {
  if (!/\d/u.test(piece) || !/[A-Za-z]/u.test(piece)) return false;
  return /^[0-9a-f]+$/iu.test(piece)
    ? entropy(piece) >= 3
    : /[A-Z]/u.test(piece) && /[a-z]/u.test(piece) && entropy(piece) >= 3.5;
}

function looksRandom(key: string, value: string): boolean {
  if (hashKey.test(key) || uuid.test(value) || /sha(?:256|512)[:-]/u.test(value)) return false;
  return (value.match(/[A-Za-z0-9+/]{20,}/gu) ?? []).some(
    (piece) => !piece.includes("//") && isRandom(piece),
  );
}

/** Whether a value is none to hide, whatever its key is called: empty, a switch, a small number, a placeholder, an address. */
export function isHarmless(value: string): boolean {
  if (value === "" || /^(?:true|false|\d{1,5})$/u.test(value)) return true;
  return isPlaceholder(value) || (URL.canParse(value) && /^[a-z][a-z0-9+.-]*:\/\//iu.test(value));
}

/** Whether a key, in capitals with underscores, is called like a secret. */
export function isSecretName(key: string): boolean {
  return secretKey.test(key);
}

/** What makes a value look like a secret; null when nothing does. Pure, total, and never tells a piece of the value. */
export function secretFinding(key: string, value: string): SecretFinding | null {
  if (secretReference(value) !== null) return null;
  for (const reading of readings(value)) {
    const found = shapeOf(reading);
    if (found) return found;
  }
  if (isSecretName(key) && !isHarmless(value)) return { tier: "warn", what: "a secret by its name" };
  return looksRandom(key, value) ? { tier: "warn", what: "a random key or password" } : null;
}
