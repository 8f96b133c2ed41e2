"use client";

import { useState } from "react";
import type { ScalingView } from "@/contracts/scaling";
import { type BasePolicy, basePolicySchema } from "@/contracts/scaling-change";

type Base = NonNullable<ScalingView["base"]>;
type Texts = Readonly<Record<keyof BasePolicy, string>>;

const textsOf = ({ min, max, targetCpuPercent, scaleDownSeconds }: BasePolicy): Texts => ({
  min: `${min}`,
  max: `${max}`,
  targetCpuPercent: `${targetCpuPercent}`,
  scaleDownSeconds: `${scaleDownSeconds}`,
});

function policyOf(texts: Texts): BasePolicy | null {
  const numbers = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, text === "" ? null : Number(text)]),
  );
  return basePolicySchema.safeParse(numbers).data ?? null;
}

/** A base that is being written. It keeps its text when the base changes meanwhile, and knows of which version it began. */
export function useBaseDraft(base: Base) {
  const [draft, setDraft] = useState<{ texts: Texts; version: number } | null>(null);
  const [reason, setReason] = useState("");
  const texts = draft?.texts ?? textsOf(base);
  const policy = policyOf(texts);
  const isSame = policy !== null && JSON.stringify(textsOf(policy)) === JSON.stringify(textsOf(base));
  return {
    texts,
    reason,
    policy,
    version: draft?.version ?? base.version,
    isDirty: draft !== null && !isSame,
    isOld: draft !== null && draft.version !== base.version,
    write: (name: keyof BasePolicy, text: string) =>
      setDraft({ texts: { ...texts, [name]: text }, version: draft?.version ?? base.version }),
    setReason,
    /** Goes on from the base that holds now, with the same numbers. */
    follow: () => setDraft({ texts, version: base.version }),
    reset: () => {
      setDraft(null);
      setReason("");
    },
  };
}

export type BaseDraft = ReturnType<typeof useBaseDraft>;
