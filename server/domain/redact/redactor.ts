import { tokenShapes } from "@/server/domain/config/secret-tokens";
import { redactNamed } from "./named-secrets";

/** Lines of a private key that are taken out before an end that never comes is given up. */
const LONGEST_KEY = 120;

const keyBegins = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----.*/u;
const keyEnds = /-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/u;
const urlPassword = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@"'<>]{0,200}):[^\s@/"'<>]{1,1000}@/giu;

/** The whole of a credential, also where its shape is told from its beginning alone. */
const shapes = tokenShapes.map(({ name, shape }) => ({
  name,
  whole: new RegExp(`${shape.source}[\\w.~+/=-]*`, "gu"),
}));

function redactShapes(line: string): string {
  const named = shapes.reduce((text, { name, whole }) => text.replace(whole, `[${name} removed]`), line);
  return redactNamed(named.replace(urlPassword, "$1:[password removed]@"));
}

/**
 * Takes out of a text, line by line, what is a credential by its shape or behind its name, and says what it was: private
 * keys over several lines, tokens, passwords in URLs, `password=`, headers. A redacted line stays as it is. Source: security.md 5.3.
 */
export function createRedactor(): (line: string) => string {
  let keyLines = 0;
  return (line) => {
    if (keyLines > 0) {
      const over = keyEnds.test(line) || keyLines >= LONGEST_KEY;
      keyLines = over ? 0 : keyLines + 1;
      return "[private key, continued]";
    }
    if (!keyBegins.test(line)) return redactShapes(line);
    keyLines = keyEnds.test(line) ? 0 : 1;
    return redactShapes(line.replace(keyBegins, "[a private key removed]"));
  };
}
