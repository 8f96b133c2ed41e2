"use client";

import { createContext, useContext, useSyncExternalStore } from "react";

/** When the server rendered this page, in milliseconds; makes the first client rendering equal to the server's. */
export const RenderedAt = createContext<number | null>(null);

type Ticker = {
  value: number;
  listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
};

const tickers = new Map<number, Ticker>();

function tickerOf(step: number): Ticker {
  const known = tickers.get(step);
  if (known) return known;
  const ticker: Ticker = { value: Date.now(), listeners: new Set(), timer: undefined };
  tickers.set(step, ticker);
  return ticker;
}

function listen(step: number, listener: () => void): () => void {
  const ticker = tickerOf(step);
  ticker.listeners.add(listener);
  ticker.timer ??= setInterval(() => {
    ticker.value = Date.now();
    for (const one of ticker.listeners) one();
  }, step);
  return () => {
    ticker.listeners.delete(listener);
    if (ticker.listeners.size > 0) return;
    clearInterval(ticker.timer);
    ticker.timer = undefined;
  };
}

function readTicker(step: number): number {
  const ticker = tickerOf(step);
  if (!ticker.timer && Date.now() - ticker.value > step) ticker.value = Date.now();
  return ticker.value;
}

/**
 * A value made of the time, asked again every `step` milliseconds by one timer for all readers; the component
 * renders only when the value changes. On the server and in the first client rendering the time is that of the
 * server's rendering, or null when nobody gave it. The value must be a primitive.
 */
export function useTimed<Value extends string | number | null>(
  step: number,
  read: (now: number | null, hydrated: boolean) => Value,
): Value {
  const renderedAt = useContext(RenderedAt);
  return useSyncExternalStore(
    (listener) => listen(step, listener),
    () => read(readTicker(step), true),
    () => read(renderedAt, false),
  );
}
