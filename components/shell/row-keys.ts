import { type KeyboardEvent, type RefObject, useMemo } from "react";
import { useShortcuts } from "./shortcuts";

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Moves the focus between rows; from outside the list it goes to the first one. */
function moveFocus(table: HTMLElement | null, move: number): void {
  const rows = [...(table?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + move))]?.focus();
}

/** Opens the menu of the row that has the focus. */
function openMenu(table: HTMLElement | null): void {
  const row = document.activeElement?.closest("[role=row]");
  if (row && table?.contains(row)) row.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click();
}

/**
 * Keys of a table whose rows have one element `[data-row]` each, which opens the row: `j`, `k` and the arrows move, Enter
 * opens, `.` opens the menu of the row. Gives the handler of the table's key presses.
 */
export function useRowKeys(table: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const group = useMemo(
    () => ({
      label: "List",
      shortcuts: [
        { keys: "j", words: "Next row", run: () => moveFocus(table.current, 1) },
        { keys: "k", words: "Row before", run: () => moveFocus(table.current, -1) },
        { keys: ".", words: "Menu of the row", run: () => openMenu(table.current) },
      ],
    }),
    [table],
  );
  useShortcuts(group);
  return (event) => {
    const move = moves[event.key];
    if (move === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    if (!document.activeElement?.matches("[data-row]")) return;
    event.preventDefault();
    moveFocus(table.current, move);
  };
}
