import * as z from "zod";
import type { ClusterEvents } from "@/contracts/cluster-event";
import type { Actor } from "@/server/domain/access/actor";
import { mayDo } from "@/server/domain/access/eligibility";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import { findTarget } from "@/server/operations/plans/find-choice";

const inputSchema = z.object({
  service: z.string().max(40),
  environment: z.string().max(40),
  type: z.enum(["Normal", "Warning"]).optional(),
  /** A piece of the reason, the message or the object's name. */
  q: z.string().trim().max(100).optional(),
  /** `next` of the page before: the moment (ms since the epoch) and the uid of its last event. */
  cursor: z
    .string()
    .regex(/^\d{1,13}\.[A-Za-z0-9-]{1,48}$/, "what the answer before called `next`")
    .optional(),
  limit: z.int().min(1).max(200).default(100),
});

function placeOfCursor(cursor: string | undefined): { lastAt: string; uid: string } | undefined {
  if (cursor === undefined) return undefined;
  const dot = cursor.indexOf(".");
  return { lastAt: new Date(Number(cursor.slice(0, dot))).toISOString(), uid: cursor.slice(dot + 1) };
}

/** What the cluster said about a service in an environment in 14 days, last seen first, 100 a page. */
export function makeListEvents(ports: OperationPorts) {
  return async (actor: Actor, input: z.input<typeof inputSchema>): Promise<ClusterEvents> => {
    const { service, environment, type, q, cursor, limit } = parseInput(inputSchema, input);
    const { read } = ports.work;
    const target = await findTarget(read, service, environment);
    demand(mayDo(actor, "pod.read", { resource: target, now: await read.now() }));
    const { cluster, namespace } = target;
    const found = await read.events.list(
      { cluster, namespace, service },
      { type, text: q || undefined, before: placeOfCursor(cursor), most: limit + 1 },
    );
    const events = found.slice(0, limit);
    const last = events.at(-1);
    const isMore = found.length > limit && last !== undefined;
    return { events, next: isMore ? `${Date.parse(last.lastAt)}.${last.uid}` : null };
  };
}
