import { SkeletonRows } from "@/components/ui/skeleton";

/** Rows of the height that the page will have, while it is being read. */
export default function ShellLoading() {
  return <SkeletonRows rows={12} />;
}
