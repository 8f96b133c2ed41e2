const hasControl = (text: string): boolean => [...text].some((char) => char.charCodeAt(0) < 32);

/** A path of this site to go to after sign-in; `/` for anything that could lead elsewhere. Pure. */
export function safePath(wanted: string | undefined, origin: string): string {
  if (wanted === undefined) return "/";
  const path = wanted.startsWith(`${origin}/`) ? wanted.slice(origin.length) : wanted;
  if (!/^\/(?![/\\])/.test(path) || path.includes("\\") || hasControl(path)) return "/";
  const decoded = path.replaceAll(/%5c|%2f/gi, "/");
  return decoded.startsWith("//") ? "/" : path;
}
