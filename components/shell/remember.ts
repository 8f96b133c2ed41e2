/** Keeps a choice of this person in a cookie for a year, so that the server renders it from the start. */
export function remember(name: "theme" | "environment" | "keys", value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Safari and Firefox
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
