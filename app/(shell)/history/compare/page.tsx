import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CompareView } from "@/components/history/compare-view";

export const metadata: Metadata = { title: "Compare" };

/** Two archives beside each other: `?left=&right=`. */
export default async function ComparePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { left, right } = await searchParams;
  if (!left || !right) notFound();
  return <CompareView left={left} right={right} />;
}
