import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ApiReference } from "@/components/api-reference/api-reference";
import { readApi } from "@/components/api-reference/open-api";
import { pageContext } from "@/server/runtime/pages";

export const metadata: Metadata = { title: "API" };

/** The API for people, drawn from the document that the API itself answers with. */
export default async function ApiPage() {
  const { read } = await pageContext();
  const document = await read("/api/v1/openapi.json");
  if (document === undefined) notFound();
  return <ApiReference api={readApi(document)} />;
}
