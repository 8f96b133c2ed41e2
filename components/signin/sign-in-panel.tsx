import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { Notice } from "@/components/ui/notice";
import { PeopleForm } from "./people-form";
import { signInSentence } from "./sign-in-errors";

export type SignInPanelProps = {
  organization: string;
  version: string;
  sandbox: boolean;
  oidc: boolean;
  csrfToken: string;
  callbackUrl: string;
  people: readonly { name: string; team: string | null; roles: readonly string[] }[];
  query: string;
  error: string | undefined;
};

/** Everything of `/signin`. Plain forms: they work before and without JavaScript. */
export function SignInPanel(props: SignInPanelProps) {
  const { organization, version, sandbox, oidc, csrfToken, callbackUrl, error } = props;
  return (
    <main className="signin" id="main">
      <div className="signin-box">
        <header className="signin-head">
          <span className="brand">
            <Glyph name="mark" size={16} />
            <span>Switchyard</span>
          </span>
          <span className="dim">
            {organization} · {version}
          </span>
        </header>
        <h1>Sign in</h1>
        {error ? <Notice tone="red">{signInSentence(error)}</Notice> : null}
        {oidc ? (
          <form method="post" action="/api/auth/signin/company">
            <input type="hidden" name="csrfToken" value={csrfToken} />
            <input type="hidden" name="callbackUrl" value={callbackUrl} />
            <Button type="submit" look="solid" className="signin-company">
              Continue with company sign-in
            </Button>
          </form>
        ) : null}
        {sandbox ? <PeopleForm {...props} /> : null}
        {!oidc && !sandbox ? (
          <Notice tone="amber">No sign-in is configured. Set the company sign-in, or run the sandbox.</Notice>
        ) : null}
      </div>
    </main>
  );
}
