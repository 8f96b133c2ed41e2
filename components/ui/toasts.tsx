"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { listenToToasts, type ToastMessage } from "./notify";

const ToastLayer = dynamic(() => import("./toast-layer").then((module) => module.ToastLayer), { ssr: false });

/** Where toasts appear; the shell renders it once. Its code is fetched with the first message. */
export function Toasts() {
  const [messages, setMessages] = useState<readonly ToastMessage[]>([]);
  useEffect(
    () =>
      listenToToasts((message) =>
        setMessages((before) => [...before.filter((one) => one.id !== message.id), message]),
      ),
    [],
  );
  const close = (id: string) => setMessages((before) => before.filter((one) => one.id !== id));
  return messages.length > 0 ? <ToastLayer messages={messages} onClose={close} /> : null;
}
