"use client";

import { TrackPicture, type TrackPod, type TrackSide } from "@/components/track/track-picture";
import { type Color, otherColor } from "@/contracts/color-names";
import type { PodSeen } from "@/contracts/pod";
import type { ColorState } from "@/contracts/service";
import { podSuffix, podView, sortPods } from "./pod-view";

const words = { blue: "Blue", green: "Green" } as const;

function noteOf(state: ColorState | undefined, max: number, traffic: boolean): string {
  if (!state || state.wanted === 0) return "empty";
  const ready = `${state.ready} of ${state.wanted} ready`;
  if (traffic) return `${ready}, room to ${max}`;
  return state.role === "standby" ? `${ready}, kept warm` : `${ready}, no traffic`;
}

/** Places of both tracks: the larger HPA maximum, so that the two can be compared. */
function placesOf(colors: readonly ColorState[]): number {
  return Math.max(1, ...colors.flatMap(({ hpa, wanted }) => [hpa?.max ?? 0, wanted]));
}

function sideOf(color: Color, serving: Color | null, { colors, pods }: TrafficPictureProps): TrackSide {
  const state = colors.find((candidate) => candidate.color === color);
  const max = placesOf(colors);
  const running = state && state.wanted > 0 ? state.release : null;
  const placed = sortPods(pods.filter((pod) => pod.color === color))
    .toReversed()
    .map(
      (pod): TrackPod => ({
        name: pod.name,
        mark: podView(pod).mark,
        words: `${podSuffix(pod.name)}, ${podView(pod).words}`,
      }),
    );
  return {
    color,
    role: state?.role ?? "idle",
    ...(running ? { version: running.version, config: `cfg ${running.config}` } : {}),
    pods: placed,
    max,
    note: noteOf(state, max, color === serving),
  };
}

export interface TrafficPictureProps {
  serving: Color | null;
  colors: readonly ColorState[];
  pods: readonly PodSeen[];
}

/** "All traffic goes to blue": the first line of every view of a service. */
export function trafficSentence(serving: Color | null): string {
  return serving ? `All traffic goes to ${serving}` : "Nothing serves yet";
}

function pictureSentence({ serving, colors }: TrafficPictureProps): string {
  if (!serving) return "No color serves yet.";
  const say = (color: Color) => {
    const state = colors.find((candidate) => candidate.color === color);
    return `${words[color]} is ${state?.role ?? "idle"}, ${state?.ready ?? 0} of ${state?.wanted ?? 0} pods ready`;
  };
  return `${say(serving)}. ${say(otherColor(serving))}.`;
}

/** The points with the real pods of both colors. */
export function TrafficPicture(props: TrafficPictureProps) {
  return (
    <TrackPicture
      serving={props.serving}
      blue={sideOf("blue", props.serving, props)}
      green={sideOf("green", props.serving, props)}
      sentence={pictureSentence(props)}
    />
  );
}
