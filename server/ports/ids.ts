/** Source of new identities. */
export interface Ids {
  /** A fresh UUID (version 7, so that rows sort by age). */
  uuid(): string;
}
