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
  const quoted = /["']/.test(line);
  const comment = quoted ? undefined : (commentPattern.exec(line)?.index ?? undefined);
  const code = comment === undefined ? line : line.slice(0, comment);
  const note: YamlToken[] = comment === undefined ? [] : [{ kind: "comment", text: line.slice(comment) }];
  const key = keyPattern.exec(code);
  if (!key) {
    const dash = /^\s*(?:- +)*/.exec(code)?.[0] ?? "";
    const lead: YamlToken[] = dash ? [{ kind: "mark", text: dash }] : [];
    return [...lead, ...valueTokens(code.slice(dash.length)), ...note];
  }
  const [all, lead = "", name = "", colon = ""] = key;
  const head: YamlToken[] = lead ? [{ kind: "mark", text: lead }] : [];
  return [
    ...head,
    { kind: "key", text: name },
    { kind: "mark", text: colon },
    ...valueTokens(code.slice(all.length)),
    ...note,
  ];
}
