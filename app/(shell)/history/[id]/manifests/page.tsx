import type { Metadata } from "next";
import { ManifestsView } from "@/components/history/manifests-view";

export const metadata: Metadata = { title: "Manifests" };

/** Archived manifests of one deployment. */
export default async function ManifestsPage({ params }: { params: Promise<{ id: string }> }) {
  return <ManifestsView id={(await params).id} />;
}
