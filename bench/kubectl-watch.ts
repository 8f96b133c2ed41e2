import { spawn } from "node:child_process";

/** Whose pods to watch. */
export interface WatchChoice {
  kubectl: string;
  kubeconfig: string;
  namespace: string;
  selector: string;
}

/** Runs `kubectl get pods -w` and hands each printed line, split at blanks: event, name, columns. Returns the stop. */
export function kubectlWatch(choice: WatchChoice, onLine: (words: readonly string[]) => void): () => void {
  const { kubectl, kubeconfig, namespace, selector } = choice;
  const place = ["--kubeconfig", kubeconfig, "-n", namespace];
  const child = spawn(kubectl, [...place, "get", "pods", "-l", selector, "-w", "--output-watch-events"]);
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.split(/\s+/));
  });
  return () => child.kill();
}
