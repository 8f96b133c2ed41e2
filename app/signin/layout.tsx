import type { ReactNode } from "react";
import "@/components/signin/signin.css";

/** The sign-in page stands alone, without the shell. */
export default function SignInLayout({ children }: { children: ReactNode }) {
  return children;
}
