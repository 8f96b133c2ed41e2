/** One sentence per error that a sign-in can come back with. */
const sentences: Readonly<Record<string, string>> = {
  NotLinked:
    "The company sign-in knows you, but no Switchyard account belongs to you yet. Ask a platform admin to link it.",
  OAuthSignin: "The company sign-in could not be reached. Try again in a moment.",
  OAuthCallback: "The company sign-in did not complete. Try again.",
  AccessDenied: "The company sign-in refused. Ask a platform admin.",
  CredentialsSignin: "There is no such account, or it is disabled.",
  SessionRequired: "Sign in to see this page.",
  StepUp: "Approving needs a sign-in of the last 12 hours. Sign in again.",
  Callback:
    "The sign-in did not complete: the account is disabled, or Switchyard's database does not answer. Try again.",
};

/** The sentence of an error code; a general one for a code that is not known. */
export function signInSentence(code: string): string {
  return sentences[code] ?? "The sign-in did not complete. Try again.";
}
