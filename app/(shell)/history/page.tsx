import type { Metadata } from "next";
import { HistoryView } from "@/components/history/history-view";

export const metadata: Metadata = { title: "History" };

/** Everything that was released: `?service=&env=&q=&cursor=`. */
export default function HistoryPage() {
  return <HistoryView />;
}
