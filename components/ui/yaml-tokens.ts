/** Kind of a piece of YAML text, for color only. */
export type YamlTokenKind = "key" | "string" | "number" | "word" | "mark" | "comment" | "plain";
export type YamlToken = { kind: YamlTokenKind; text: string };

const keyPattern = /^(\s*(?:- +)*)("[^"]*"|'[^']*'|[^\s#:'"{}[\]-][^#:]*?)(:)(?=\s|$)/;
const commentPattern = /(^|\s)#.*$/;

function valueKind(text: string): YamlTokenKind {
  if (/^-?\d[\d_.]*(e[+-]?\d+)?$/i.test(text)) return "number";
  if (/^(true|false|null|~)$/i.test(text)) return "word";
  if (/^[|>][+-]?\d*$/.test(text)) return "mark";
  return "string";
}

function valueTokens(text: string): YamlToken[] {
  const lead = text.length - text.trimStart().length;
  const body = text.slice(lead).trimEnd();
  const tokens: YamlToken[] = [];
  if (lead > 0) tokens.push({ kind: "plain", text: text.slice(0, lead) });
  if (body) tokens.push({ kind: valueKind(body), text: body });
  const tail = text.slice(lead + body.length);
  if (tail) tokens.push({ kind: "plain", text: tail });
  return tokens;
}

/** Splits one line of YAML into pieces whose texts joined are the line again. Good enough for reading, not a parser. */
export function yamlTokens(line: string): YamlToken[] {
  if (/^(---|\.\.\.)\s*$/.test(line)) return [{ kind: "mark", text: line }];
  const code = line.slice(0, commentStart(line));
  const note = line.slice(code.length);
  return [...codeTokens(code), ...(note ? [{ kind: "comment", text: note } as const] : [])];
}

/** Where a comment begins; a line with quotes is taken to have none, because its # may be text. */
function commentStart(line: string): number {
  return /["']/.test(line) ? line.length : (commentPattern.exec(line)?.index ?? line.length);
}

function marks(text: string): YamlToken[] {
  return text ? [{ kind: "mark", text }] : [];
}

function codeTokens(code: string): YamlToken[] {
  const key = keyPattern.exec(code);
  if (!key) {
    const dash = /^\s*(?:- +)*/.exec(code)?.[0] ?? "";
    return [...marks(dash), ...valueTokens(code.slice(dash.length))];
  }
  const [all, lead = "", name = "", colon = ""] = key;
  return [
    ...marks(lead),
    { kind: "key", text: name },
    ...marks(colon),
    ...valueTokens(code.slice(all.length)),
  ];
}
