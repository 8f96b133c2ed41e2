import { createContext } from "react";
import type { LiveClient } from "./live-client";

/** The tab's live client; null on the server and before the first effect. */
export const LiveContext = createContext<LiveClient | null>(null);
