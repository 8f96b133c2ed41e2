/** Paths of members that appear twice in one JSON object, as `duplicate field "a.b"`. The text must be valid JSON. */
export function duplicateFields(text: string): string[] {
  const found: string[] = [];
  const stack: { keys: Set<string> | undefined; path: string; index: number }[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  let lastString: string | undefined;
  let pending = "";
  for (const [piece] of text.matchAll(token)) {
    const top = stack.at(-1);
    if (piece === "{" || piece === "[") {
      const path = top?.keys === undefined && top ? `${top.path}[${top.index}]` : pending;
      stack.push({ keys: piece === "{" ? new Set() : undefined, path, index: 0 });
    } else if (piece === "}" || piece === "]") stack.pop();
    else if (piece === "," && top && !top.keys) top.index += 1;
    else if (piece === ":" && top?.keys && lastString !== undefined) {
      pending = top.path ? `${top.path}.${lastString}` : lastString;
      if (top.keys.has(lastString)) found.push(`duplicate field "${pending}"`);
      top.keys.add(lastString);
    }
    lastString = piece.startsWith('"') ? JSON.parse(piece) : undefined;
  }
  return found;
}
