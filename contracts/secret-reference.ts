/** Name and key of a Secret in the cluster. Its value never goes through Switchyard. */
export interface SecretReference {
  name: string;
  key: string;
}

const form =
  /^\$\{secret:([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){0,3})\/([A-Za-z0-9._-]{1,253})\}$/u;

/** What a value refers to; null when it is a text like any other. */
export function secretReference(value: string): SecretReference | null {
  const [, name, key] = form.exec(value) ?? [];
  return name && key ? { name, key } : null;
}

/** The value that refers to a key of a Secret: `${secret:NAME/KEY}`. */
export function referenceTo({ name, key }: SecretReference): string {
  return `\${secret:${name}/${key}}`;
}

/** Begins like a reference and is none. */
export function isBrokenReference(value: string): boolean {
  return value.startsWith("${secret:") && secretReference(value) === null;
}
