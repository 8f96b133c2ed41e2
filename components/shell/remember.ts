type Choice = "theme" | "environment" | "keys";

/** Keeps a choice of this person in a cookie for a year, so that the server renders it from the start. */
export function remember(name: Choice, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Safari and Firefox
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}

/** What this person chose before; undefined when they never did, and on the server. */
export function recall(name: Choice): string | undefined {
  if (typeof document === "undefined") return undefined;
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found && decodeURIComponent(found.slice(name.length + 1));
}
