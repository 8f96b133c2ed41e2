import { memo } from "react";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import type { ClusterEvent } from "@/contracts/cluster-event";

/** The service's own name says nothing on its page: "green-x7k2", not "payment-history-api-green-x7k2". */
const short = (text: string, service: string): string => text.replaceAll(`${service}-`, "");

/** What the cluster said about a service, newest first; repeats are counted. */
export const ClusterEvents = memo(function ClusterEvents({
  events,
  service,
}: {
  events: readonly ClusterEvent[];
  service: string;
}) {
  if (events.length === 0) return <p className="panel-body dim">The cluster reported nothing lately.</p>;
  return (
    <ul className="list">
      {events.slice(0, 8).map((event) => (
        <li key={event.uid}>
          <Ago at={event.lastAt} />
          <Glyph name={event.type === "Warning" ? "soon" : "tick"} label={event.type} />
          <span className="cut" title={event.message}>
            <b>{event.reason}</b>
            {event.count > 1 ? ` ×${event.count}` : ""},{" "}
            <span className="mono">{short(event.object.name, service)}</span>: {short(event.message, service)}
          </span>
        </li>
      ))}
    </ul>
  );
});
