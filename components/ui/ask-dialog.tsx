"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";

export type AskDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question: "Switch to green?" */
  title: string;
  /** Names the effect and the amount: "Switch 10.8 req/s". */
  action: string;
  onConfirm: () => void;
  /** While the request runs: the action is dashed and says this. */
  busy?: string | undefined;
  cancel?: string;
  children: ReactNode;
};

/**
 * One question before an effect, 480 wide; the focus stands on the first field, on the action where there is none. Load it
 * with `next/dynamic`.
 */
export function AskDialog({
  open,
  onOpenChange,
  title,
  action,
  onConfirm,
  busy,
  cancel = "Cancel",
  children,
}: AskDialogProps) {
  const confirm = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const first = () => popup.current?.querySelector<HTMLElement>("input, textarea") ?? confirm.current;
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim fade" />
        <AlertDialog.Viewport className="dialog-view">
          <AlertDialog.Popup ref={popup} className="layer dialog ask fade" initialFocus={first}>
            <header>
              <AlertDialog.Title>{title}</AlertDialog.Title>
            </header>
            <AlertDialog.Description render={<section />}>{children}</AlertDialog.Description>
            <footer>
              <span className="push" />
              <AlertDialog.Close className="btn">{cancel}</AlertDialog.Close>
              <Button ref={confirm} look="solid" disabledReason={busy} onClick={onConfirm}>
                {action}
              </Button>
            </footer>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
