import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import type { ClusterEvent } from "@/contracts/cluster-event";

/** What the cluster said of one pod, newest first, whole sentences; `all` leads to those of longer ago. */
export function PodEvents({ events, all }: { events: readonly ClusterEvent[]; all: string }) {
  return (
    <section className="pod-part">
      <h3>
        Events{" "}
        <Link className="xs" href={all}>
          All, 14 days back
        </Link>
      </h3>
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
