"use client";

import { createContext, type ReactNode, useContext } from "react";
import { useTimed } from "@/components/ui/now";

/** By how much the server's clock is ahead of this browser's, in milliseconds. */
const Skew = createContext(0);

/** In whole seconds: what an answer takes on its way must not make a countdown jump to and fro. */
export const skewOf = (now: string, receivedAt: number): number =>
  Math.round((Date.parse(now) - receivedAt) / 1000) * 1000;

/** Everything below counts by the server's clock, as the answer told it when it came. */
export function ServerClock({
  now,
  receivedAt,
  children,
}: {
  now: string;
  receivedAt: number;
  children: ReactNode;
}) {
  return <Skew value={skewOf(now, receivedAt)}>{children}</Skew>;
}

/** A value made of the server's time, each second. The value must be a primitive. */
export function useServerTime<Value extends string | number | null>(
  read: (now: number) => Value,
): Value | null {
  const skew = useContext(Skew);
  return useTimed(1000, (now) => (now === null ? null : read(now + skew)));
}
