import { earlierCursor } from "./cursor";
import { LiveConnection } from "./live-connection";
import type { FromTab, ToTab } from "./port-message";

/** One stream for all tabs of this browser: tabs say what they show, everybody hears everything. */
interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const tabs = new Map<MessagePort, { topics: readonly string[]; since: string | undefined }>();

function cast(message: ToTab): void {
  for (const port of tabs.keys()) port.postMessage(message);
}

const connection = new LiveConnection({
  state: (state) => cast({ type: "state", state }),
  message: (message) => cast({ type: "message", message }),
});

function listen(since: string | undefined): void {
  connection.listen(
    [...tabs.values()].flatMap(({ topics }) => topics),
    since,
  );
}

function hear(port: MessagePort, message: FromTab): void {
  if (message.type === "wake") connection.wake();
  else if (message.type === "bye") {
    tabs.delete(port);
    listen(undefined);
  } else {
    tabs.set(port, message);
    listen(earlierCursor(message.since, undefined));
  }
}

(globalThis as unknown as SharedScope).onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  tabs.set(port, { topics: [], since: undefined });
  port.onmessage = (sent: MessageEvent<FromTab>) => hear(port, sent.data);
  port.postMessage({ type: "state", state: connection.state } satisfies ToTab);
};
