import { notFound } from "next/navigation";

export default function KitPage() {
  notFound();
}
