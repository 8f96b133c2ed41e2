import { Ago, Clock } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import { Link } from "@/components/ui/link";
import type { ClusterEvent } from "@/contracts/cluster-event";

/** The object of an event; a pod opens beside the list of pods. */
function Subject({ event: { object }, page }: { event: ClusterEvent; page: string }) {
  if (object.kind !== "Pod") return <span title={`${object.kind} ${object.name}`}>{object.name}</span>;
  return (
    <Link href={`${page}/pods?pod=${encodeURIComponent(object.name)}`} title={`Pod ${object.name}`}>
      {object.name}
    </Link>
  );
}

function EventRow({ event, index, page }: { event: ClusterEvent; index: number; page: string }) {
  return (
    <GridRow className="events-row" index={index + 2}>
      <GridCell>
        <Glyph name={event.type === "Warning" ? "soon" : "tick"} label={event.type} />
      </GridCell>
      <GridCell className="dim nowrap">
        <Clock at={event.lastAt} seconds />
      </GridCell>
      <GridCell className="col-ago faint nowrap">
        <Ago at={event.lastAt} suffix=" ago" />
      </GridCell>
      <GridCell className="cut">
        <b>{event.reason}</b>
        {event.count > 1 ? <span className="dim"> ×{event.count}</span> : null}
      </GridCell>
      <GridCell className="col-subject mono cut">
        <Subject event={event} page={page} />
      </GridCell>
      <GridCell className="col-message break">{event.message}</GridCell>
      <GridCell className="col-first faint nowrap">
        {event.count > 1 ? <Clock at={event.firstAt} seconds /> : null}
      </GridCell>
    </GridRow>
  );
}

/** Events in the order given, each with the whole of its message; `page` is the address of the service in its environment. */
export function EventTable({ events, page }: { events: readonly ClusterEvent[]; page: string }) {
  return (
    <GridTable className="events" label="Events" rowCount={events.length + 1}>
      <GridRow className="events-head thead" index={1}>
        <GridHead label="Type" hidden />
        <GridHead label="Last seen" />
        <GridHead label="Age" hidden className="col-ago" />
        <GridHead label="Reason" />
        <GridHead label="Object" />
        <GridHead label="Message" />
        <GridHead label="First seen" className="col-first" />
      </GridRow>
      {events.map((event, index) => (
        <EventRow key={event.uid} event={event} index={index} page={page} />
      ))}
    </GridTable>
  );
}
