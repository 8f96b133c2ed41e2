/** Where observers tell what happened; any structured logger fits. */
export interface ObserverLog {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}
