"use client";

import { Toast } from "@base-ui/react/toast";
import NextLink from "next/link";
import { useEffect, useRef } from "react";
import { Glyph } from "./glyph";
import type { ToastMessage } from "./notify";

const glyphOf = { asked: "change", done: "tick", failed: "fail" } as const;
const secondsOf = { asked: 30, done: 8, failed: 0 } as const;

type Props = { messages: readonly ToastMessage[]; onClose: (id: string) => void };

/** The stack at the right bottom corner. A failure stays until it is closed. */
export function ToastLayer(props: Props) {
  return (
    <Toast.Provider limit={4}>
      <Feed {...props} />
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <Stack />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Feed({ messages, onClose }: Props) {
  const manager = Toast.useToastManager<ToastMessage>();
  const shown = useRef(new Map<string, ToastMessage>());
  useEffect(() => {
    for (const message of messages) {
      const before = shown.current.get(message.id);
      if (before === message) continue;
      shown.current.set(message.id, message);
      const options = {
        description: message.text,
        data: message,
        timeout: secondsOf[message.state] * 1000,
        priority: message.state === "failed" ? ("high" as const) : ("low" as const),
      };
      if (before) manager.update(message.id, options);
      else manager.add({ id: message.id, ...options, onRemove: () => onClose(message.id) });
    }
  }, [messages, manager, onClose]);
  return null;
}

function Stack() {
  const { toasts } = Toast.useToastManager<ToastMessage>();
  return toasts.map((toast) => {
    const message = toast.data;
    return (
      <Toast.Root key={toast.id} toast={toast} className="layer toast fade">
        <Glyph name={glyphOf[message?.state ?? "done"]} />
        <div className="words">
          <Toast.Description render={<span />} />
          {message?.record ? (
            <span>
              Recorded as{" "}
              <NextLink prefetch={false} href={message.record.href}>
                {message.record.label}
              </NextLink>
            </span>
          ) : null}
        </div>
        <Toast.Close className="shut" aria-label="Close">
          <Glyph name="close" />
        </Toast.Close>
      </Toast.Root>
    );
  });
}
