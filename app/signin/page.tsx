import type { Metadata } from "next";
import { SignInPanel } from "@/components/signin/sign-in-panel";
import { signInContext } from "@/server/runtime/pages";

type Search = Promise<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

export const metadata: Metadata = { title: "Sign in" };

/** Sign-in: the company's, or in the sandbox a list of people. Works without JavaScript. */
export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const from = one(search["from"]) ?? one(search["callbackUrl"]);
  const query = (one(search["q"]) ?? "").trim().slice(0, 60);
  const context = await signInContext({ from, query });
  return <SignInPanel {...context} query={query} error={one(search["error"])} />;
}
