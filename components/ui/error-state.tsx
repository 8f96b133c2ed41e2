import { Button } from "./button";
import { Notice } from "./notice";

export type ErrorStateProps = {
  /** What could not be done, since when, and why. Ends with a full stop. */
  message: string;
  /** Id of the request, so that the server's log can be found. */
  requestId?: string | undefined;
  onRetry?: () => void;
};

/** What failed, its request id and a way to try again; never a whole page. */
export function ErrorState({ message, requestId, onRetry }: ErrorStateProps) {
  return (
    <Notice
      tone="red"
      action={
        onRetry ? (
          <Button small onClick={onRetry}>
            Try again
          </Button>
        ) : null
      }
    >
      {message}
      {requestId ? (
        <>
          {" "}
          Request <span className="mono">{requestId}</span>.
        </>
      ) : null}
    </Notice>
  );
}
