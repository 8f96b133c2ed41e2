import { clock, exact } from "@/components/ui/time-words";
import type { ChartModel } from "./chart-model";
import { figure } from "./figure-words";

/** The same figures as a table, newest first; what is not known says so. Scrolls by itself, also by keyboard. */
export function ChartTable({ model }: { model: ChartModel }) {
  const { title, unit, times, lines } = model;
  const newest = (times.at(-1) ?? 0) * 1000;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
    <section className="chart-rows" aria-label={`${title}, as a table`} tabIndex={0}>
      <table className="t">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map(({ label }) => (
              <th key={label} scope="col" className="num">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times
            .map((time, index) => (
              <tr key={time}>
                <th scope="row">
                  <time dateTime={new Date(time * 1000).toISOString()} title={exact(time * 1000)}>
                    {clock(time * 1000, { seconds: true, now: newest })}
                  </time>
                </th>
                {lines.map(({ label, values }) => {
                  const value = values[index] ?? null;
                  return (
                    <td key={label} className="num">
                      {value === null ? <span className="faint">no figure</span> : figure(value, unit)}
                    </td>
                  );
                })}
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </section>
  );
}
