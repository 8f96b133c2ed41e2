/** Where messages go: `scope` is `all` or `team:<name>`, `events` are names or `deployment.*` or `*`. */
export interface Channel {
  name: string;
  scope: string;
  events: readonly string[];
}

/** Teams that an event concerns: the one that builds the service and the one that owns it. */
export interface Concerned {
  event: string;
  teams: readonly string[];
}

function named(pattern: string, event: string): boolean {
  if (pattern === "*" || pattern === event) return true;
  return pattern.endsWith(".*") && event.startsWith(pattern.slice(0, -1));
}

/** Whoever wants to be told of trouble is told that it is over, named or not. */
const troubleOf: Readonly<Record<string, string>> = { "deployment.recovered": "deployment.stuck" };

/** Whether a channel wants an event. Pure. */
export function wants(channel: Channel, { event, teams }: Concerned): boolean {
  const inScope = channel.scope === "all" || teams.some((team) => channel.scope === `team:${team}`);
  const events = [event, troubleOf[event] ?? event];
  return inScope && channel.events.some((pattern) => events.some((each) => named(pattern, each)));
}
