import type { Metadata } from "next";
import { SignOut } from "@/components/signin/sign-out";

export const metadata: Metadata = { title: "Sign out" };

/** Ends the session, then goes to the sign-in page. Opening the page is not enough for another site: the request has its own check. */
export default function SignOutPage() {
  return <SignOut />;
}
