import { type NextRequest, NextResponse } from "next/server";
import { authCookies } from "@/server/adapters/identity/cookie-names";
import { newCsrfCookie } from "@/server/adapters/identity/csrf-token";
import { contentSecurityPolicy } from "@/server/runtime/content-security-policy";
import { type WebDoor, webDoor } from "@/server/runtime/web-door";

const open = ["/signin", "/kit"];

function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}

function signInAddress(request: NextRequest, door: WebDoor): URL {
  const { pathname, search } = request.nextUrl;
  const address = new URL("/signin", door.identity.origin);
  if (pathname !== "/") address.searchParams.set("from", `${pathname}${search}`);
  return address;
}

/**
 * Before every page: a fresh content security policy, and the way to the sign-in page for people without a cookie. Whether the
 * cookie still means anything is asked by every operation, not here.
 */
export function proxy(request: NextRequest): NextResponse {
  const door = webDoor();
  const names = authCookies(door.identity.origin);
  const { pathname, search } = request.nextUrl;
  const isOpen = open.some((path) => pathname === path || pathname.startsWith(`${path}/`));
  if (!isOpen && !request.cookies.has(names.session))
    return NextResponse.redirect(signInAddress(request, door));

  const nonce = newNonce();
  const formOrigin = door.identity.oidc && new URL(door.identity.oidc.issuer).origin;
  const policy = contentSecurityPolicy({ nonce, formOrigin, dev: door.dev });
  const csrf =
    pathname === "/signin" && !request.cookies.has(names.csrf)
      ? newCsrfCookie(door.identity.secret)
      : undefined;

  const sent = new Headers(request.headers);
  sent.set("x-nonce", nonce);
  sent.set("content-security-policy", policy);
  sent.set("x-switchyard-path", `${pathname}${search}`);
  sent.delete("x-switchyard-csrf");
  if (csrf) sent.set("x-switchyard-csrf", csrf);
  const response = NextResponse.next({ request: { headers: sent } });
  response.headers.set("content-security-policy", policy);
  if (csrf)
    response.cookies.set(names.csrf, csrf, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: names.secure,
    });
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|icon.svg|favicon.ico|cli/).*)"],
};
