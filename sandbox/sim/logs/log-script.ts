import { createPrng, hash32 } from "@/sandbox/kernel/prng";
import { NEEDED_KEY, type PodFault } from "@/sandbox/sim/pod-fault";
import type { ContainerInstance } from "./container-instance";
import type { Saying, Speaker } from "./line-formats";

const SLOT_MS = 4000;
const WARM_UP_MS = 2500;
const METHODS = ["GET", "GET", "GET", "POST"] as const;

/** What a container run says: who, which run, and what is wrong with it. */
export interface LogScript {
  speaker: Speaker;
  instance: ContainerInstance;
  fault: PodFault | undefined;
  /** Makes the lines of a pod differ from those of its siblings. */
  seed: string;
}

const say = (at: number, message: string, level: Saying["level"] = "INFO"): Saying => ({
  at,
  level,
  message,
});

/** The first second of a run. */
function startUp({ speaker, instance }: LogScript): Saying[] {
  const at = instance.startedAt;
  const listening = `listening on 0.0.0.0:${speaker.port}`;
  if (speaker.stack === "backend-java") {
    return [
      say(at + 120, `Starting ${speaker.service} ${speaker.version} using Java 21`),
      say(at + 480, "HikariPool-1 - Start completed."),
      say(at + 830, `Tomcat started on port ${speaker.port} (http)`),
    ];
  }
  if (speaker.stack === "batch")
    return [
      say(at + 150, `Job ${speaker.service} ${speaker.version} started`),
      say(at + 900, "read 500 items, chunk 1 committed"),
    ];
  return [
    say(at + 60, `starting ${speaker.service} ${speaker.version}`),
    say(at + 220, "configuration loaded"),
    say(at + 640, listening),
  ];
}

/** The last words of a run that ended. */
function ending({ instance, fault }: LogScript): Saying[] {
  const at = instance.finishedAt;
  if (at === undefined) return [];
  if (instance.reason === "OOMKilled")
    return [say(at - 400, "memory pressure: heap near its limit, allocation slow", "WARN")];
  if (instance.exitCode === 1 && fault !== "crash-loop")
    return [say(at - 20, `missing required config ${NEEDED_KEY}`, "ERROR")];
  if (instance.exitCode === 1)
    return [say(at - 20, "uncaught exception: connection refused by upstream, exiting", "ERROR")];
  return [
    say(at - 10, instance.exitCode === 0 ? "finished, exiting" : "SIGTERM received, draining connections"),
  ];
}

function requestAt(script: LogScript, slot: number): Saying[] {
  const prng = createPrng(`${script.seed}/${slot}`);
  const resource = script.speaker.service.split("-").at(1) ?? "items";
  return Array.from({ length: prng.between(0, 3) }, () => {
    const failed = prng.next() < 0.004;
    const ms = failed ? prng.between(900, 1500) : prng.between(3, 60);
    const path = `/api/${resource}s/${hash32(`${script.seed}/${slot}/${ms}`) % 100_000}`;
    const at = slot * SLOT_MS + prng.between(0, SLOT_MS - 1);
    return {
      at,
      level: failed ? ("WARN" as const) : ("INFO" as const),
      message: "request",
      request: { method: prng.pick(METHODS), path, status: failed ? 504 : 200, ms },
    };
  }).sort((a, b) => a.at - b.at);
}

function unready(at: number): Saying[] {
  const slotsPerProbe = 3;
  return Math.floor(at / SLOT_MS) % slotsPerProbe === 0
    ? [say(at, "readiness check failed: a required dependency answers 503", "WARN")]
    : [];
}

/** What a run says in one slot of four seconds while it works. */
function working(script: LogScript, slot: number): Saying[] {
  if (script.fault === "never-ready" || script.fault === "slow") return unready(slot * SLOT_MS);
  return script.speaker.stack === "batch"
    ? [say(slot * SLOT_MS, "chunk committed, 500 items")]
    : requestAt(script, slot);
}

/** Everything that a run said from `from` to `to` (milliseconds since the epoch), at most the last `most` lines, oldest first. */
export function sayings(script: LogScript, span: { from: number; to: number; most: number }): Saying[] {
  const { instance } = script;
  const end = Math.min(span.to, instance.finishedAt ?? span.to);
  const workFrom = Math.max(instance.startedAt + WARM_UP_MS, span.from);
  const within = (saying: Saying) => saying.at >= span.from && saying.at <= end;
  const parts: Saying[][] = [ending(script).filter(within)];
  let count = parts[0]?.length ?? 0;
  for (
    let slot = Math.floor(end / SLOT_MS);
    slot * SLOT_MS + SLOT_MS > workFrom && count < span.most;
    slot -= 1
  ) {
    const lines = working(script, slot).filter((saying) => within(saying) && saying.at >= workFrom);
    parts.push(lines);
    count += lines.length;
  }
  if (count < span.most) parts.push(startUp(script).filter(within));
  return parts.reverse().flat().slice(-span.most);
}
