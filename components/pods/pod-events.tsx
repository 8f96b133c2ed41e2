import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import type { ClusterEvent } from "@/contracts/cluster-event";

/** What the cluster said of one pod, newest first, whole sentences. */
export function PodEvents({ events }: { events: readonly ClusterEvent[] }) {
  return (
    <section className="pod-part">
      <h3>Events</h3>
      {events.length === 0 ? <p className="dim">The cluster said nothing of it lately.</p> : null}
      <ul className="pod-events">
        {events.map((event) => (
          <li key={event.uid}>
            <Glyph name={event.type === "Warning" ? "soon" : "tick"} label={event.type} />
            <span className="break">
              <b>{event.reason}</b>
              {event.count > 1 ? ` ×${event.count}` : ""}: {event.message}
            </span>
            <Ago at={event.lastAt} className="faint xs nowrap" />
          </li>
        ))}
      </ul>
    </section>
  );
}
