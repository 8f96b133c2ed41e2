import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { roleWords } from "./role-words";
import type { SignInPanelProps } from "./sign-in-panel";

type Props = Pick<SignInPanelProps, "csrfToken" | "callbackUrl" | "people" | "query">;

/** Sandbox only: the people of the demo, and a search over every account. One button per person, no password. */
export function PeopleForm({ csrfToken, callbackUrl, people, query }: Props) {
  return (
    <section aria-labelledby="signin-people">
      <h2 id="signin-people">Sandbox only: sign in as</h2>
      <form method="post" action="/api/auth/callback/sandbox" className="signin-people">
        <input type="hidden" name="csrfToken" value={csrfToken} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        {people.map((person) => (
          <button
            key={person.name}
            type="submit"
            name="account"
            value={person.name}
            className="signin-person"
          >
            <span>{person.name}</span>
            <span className="dim">{roleWords(person)}</span>
          </button>
        ))}
      </form>
      {people.length === 0 ? <p className="dim">Nobody is called that, or has that team or role.</p> : null}
      <form method="get" action="/signin" className="signin-search">
        <input type="hidden" name="from" value={callbackUrl} />
        <SearchInput
          label="Find anybody by name, team or role"
          placeholder="Anybody else: name, team or role"
          name="q"
          defaultValue={query}
        />
        <Button type="submit">Find</Button>
      </form>
      <p className="dim">
        Sandbox data lives in <code>.switchyard</code> and is removed by <code>npm run reset</code>.
      </p>
    </section>
  );
}
