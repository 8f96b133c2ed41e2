"use client";

import { useEffect, useState } from "react";
import { endSession } from "@/components/queries/end-session";
import { problemOf } from "@/components/queries/problem-error";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Signs out at once; says why when that fails, and offers to try again. */
export function SignOut() {
  const [failure, setFailure] = useState<string>();
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every try signs out again
  useEffect(() => {
    endSession().then(
      () => window.location.replace("/signin"),
      (error: unknown) => {
        const problem = problemOf(error);
        if (problem.code === "unauthenticated") window.location.replace("/signin");
        else setFailure(problem.detail);
      },
    );
  }, [tries]);

  if (failure === undefined) return <p className="dim">Signing out …</p>;
  return (
    <Notice tone="red" action={<Button onClick={() => setTries(tries + 1)}>Try again</Button>}>
      {failure}
    </Notice>
  );
}
