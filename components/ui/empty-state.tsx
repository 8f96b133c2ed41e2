import type { ReactNode } from "react";

/** One sentence, one primary action, one link. */
export function EmptyState({
  children,
  action,
  link,
}: {
  children: ReactNode;
  action?: ReactNode;
  link?: ReactNode;
}) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action || link ? (
        <div className="row">
          {action}
          {link}
        </div>
      ) : null}
    </div>
  );
}
