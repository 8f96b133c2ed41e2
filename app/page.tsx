import { redirect } from "next/navigation";
import { pageContext } from "@/server/runtime/pages";

/** The front page is the overview of the environment that this person used last. */
export default async function FrontPage() {
  const { defaultEnvironment } = await pageContext();
  redirect(`/services?env=${encodeURIComponent(defaultEnvironment)}`);
}
