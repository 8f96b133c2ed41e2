/** Layers that keys, menus and buttons can open from anywhere. */
export type ShellLayer = "palette" | "keys";

const listeners = new Set<(layer: ShellLayer) => void>();

/** Opens the search and command palette. */
export const openPalette = (): void => {
  for (const listener of listeners) listener("palette");
};

/** Opens the list of keys. */
export const openKeys = (): void => {
  for (const listener of listeners) listener("keys");
};

/** Called when somebody asks for a layer. Gives the way to stop. */
export function onOpenLayer(listener: (layer: ShellLayer) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
