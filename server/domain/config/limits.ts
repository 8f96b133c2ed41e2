/** Most UTF-8 bytes of the keys and values of a version. Kubernetes takes 1 MiB for the whole ConfigMap. */
export const mostConfigBytes = 512 * 1024;
/** Most UTF-16 units of a document or an imported file. */
export const mostDocumentLength = 256 * 1024;
/** Most keys of a version. */
export const mostKeys = 2_000;

/** Most lines of a document: a folded text of line ends costs the parser the most. */
export const mostLines = 20_000;

/** UTF-8 bytes of keys and values. Lone halves of characters count like the replacement character. */
export function configBytes(data: Readonly<Record<string, string>>): number {
  const encoder = new TextEncoder();
  return Object.entries(data).reduce((sum, [key, value]) => sum + encoder.encode(key + value).length, 0);
}
