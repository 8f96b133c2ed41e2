import { isHarmless, isSecretName } from "@/server/domain/config/secret-guard";

const removed = "[removed]";

/** Headers that carry a credential. Source: security.md 5.3. */
const header =
  /\b((?:proxy-)?authorization|(?:set-)?cookie|x-[a-z0-9-]{0,60}token)(["']?\s{0,4}[:=]\s{0,4}["']?)(?!\[)(?:(?:basic|bearer|digest|token|apikey|negotiate)\s+)?[^\s"';]+(?:;\s*[^\s"';]+)*/giu;

/** `name=value` and `"name": "value"`, the value quoted or one word. */
const assignment =
  /(?<![\w.-])(["']?)(-{0,2}[a-z_][\w.-]{1,80})(\1\s{0,4}[=:]\s{0,4})("[^"]{1,4000}(?:"|$)|'[^']{1,4000}(?:'|$)|[^\s,;&"'(){}]{1,4000})/giu;

/** Names that mean a credential in any text; wider ones, like `cache_key`, would take from a log what explains it. */
const inAnyText =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PASSCODE|SECRET|SECRET_KEY|API_?KEY|ACCESS_KEY|PRIVATE_KEY)$/u;
/** Said with a colon it is mostly a sentence: "invalid token: expired". */
const assignedOnly = /(?:^|_)TOKEN$/u;
/** Names of variables that the guard of config lets pass, since there they mostly name a thing and do not hold it. */
const inVariables = /(?:^|_)(?:AUTHORIZATION|COOKIE|PIN|PASSCODE|OTP)$/u;

/** Most lines name no credential, and are let go with one look. */
const mentioned = /pass(?:w|phrase|code)|secret|token|(?:api|access|private).?key|cookie|authorization/iu;

/** A name in any spelling, `dbPassword` or `--db-password`, as a key of config is spelled: DB_PASSWORD. */
function keyOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/gu, "$1_$2")
    .replace(/[^A-Za-z0-9]+/gu, "_")
    .replace(/^_/u, "")
    .toUpperCase();
}

/** Whether a variable, a flag or a header of this name holds a credential, whatever its value looks like. */
export function holdsSecret(name: string): boolean {
  const key = keyOf(name);
  return isSecretName(key) || inVariables.test(key);
}

function withoutAssigned(text: string, isSecret: (name: string, separator: string) => boolean): string {
  return text.replace(
    assignment,
    (whole: string, ...[quote = "", name = "", separator = "", value = ""]: string[]) => {
      const bare = value.replace(/^["']|["']$/gu, "");
      if (bare.startsWith("[") || isHarmless(bare) || !isSecret(name, `${quote}${separator}`)) return whole;
      const [edge = ""] = /^["']/u.exec(value) ?? [];
      return `${quote}${name}${separator}${edge}${removed}${edge}`;
    },
  );
}

/** A line of a log without what stands behind the name of a credential: `password=`, `"apiKey": `, `Cookie: `. */
export function redactNamed(line: string): string {
  if (!mentioned.test(line)) return line;
  return withoutAssigned(line.replace(header, `$1$2${removed}`), (name, separator) => {
    const key = keyOf(name);
    return inAnyText.test(key) || (assignedOnly.test(key) && /["'=]/u.test(separator));
  });
}

/** A command or an argument without the values of flags and variables that are called like a secret. */
export function redactCommand(text: string): string {
  return withoutAssigned(redactNamed(text), holdsSecret);
}
