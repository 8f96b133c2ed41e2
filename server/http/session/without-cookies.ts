/** The same answer, which also removes the sign-in cookies and what the browser cached of the pages. */
export function withoutCookies(response: Response, names: readonly string[]): Response {
  const headers = new Headers(response.headers);
  for (const name of names) {
    const secure = name.startsWith("__Host-") ? "; Secure" : "";
    headers.append("set-cookie", `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`);
  }
  headers.set("clear-site-data", '"cache"');
  return new Response(response.body, { status: response.status, headers });
}
