import clsx from "clsx";
import { type ReactNode, useId } from "react";

export type PanelProps = {
  title?: ReactNode;
  /** Quiet words after the title. */
  note?: ReactNode;
  /** At the right end of the head: an age, a link, a switch. */
  aside?: ReactNode;
  /** Accessible name of a panel without a title. */
  label?: string;
  /** Level of the title. */
  level?: 2 | 3;
  /** Padding 12 around the content; leave it out for lists and tables that touch the edges. */
  padded?: boolean;
  id?: string;
  className?: string;
  children?: ReactNode;
};

/** A surface with a hairline, radius 8 and a head of 40 px. A landmark when it has a title or a label. */
export function Panel({ title, note, aside, label, level = 2, padded, id, className, children }: PanelProps) {
  const titleId = useId();
  const Heading = `h${level}` as const;
  const naming = title ? { "aria-labelledby": titleId } : { "aria-label": label };
  return (
    <section className={clsx("panel", className)} id={id} {...naming}>
      {title ? (
        <header className="panel-head">
          <Heading id={titleId}>{title}</Heading>
          {note ? <span className="dim">{note}</span> : null}
          {aside}
        </header>
      ) : null}
      {padded ? <div className="panel-body">{children}</div> : children}
    </section>
  );
}
