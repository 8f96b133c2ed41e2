import type { Color, ColorRole } from "@/contracts/color";
import { narrowYard, wideYard } from "./geometry";
import type { PodMark } from "./pod-mark";
import { YardDrawing } from "./yard-drawing";

/** One pod on a track. With `href` it is a link. */
export type TrackPod = {
  name: string;
  mark: PodMark;
  /** Words after the color: "k2mx, ready". */
  words: string;
  href?: string | undefined;
};

/** One of the two tracks. */
export type TrackSide = {
  color: Color;
  role: ColorRole;
  /** Shown in mono: "1.23.0-b313". */
  version?: string | undefined;
  /** "cfg 12". */
  config?: string | undefined;
  pods: readonly TrackPod[];
  /** Places up to the HPA maximum: one sleeper each. */
  max: number;
  /** Line under the track: "4 of 4 ready, room to 12". */
  note?: string | undefined;
};

export type TrackPictureProps = {
  /** Color with the traffic; null while nobody has any. */
  serving: Color | null;
  blue: TrackSide;
  green: TrackSide;
  /** Requests per second through the ingress; its place is left out when nobody measures. */
  requestsPerSecond?: number | undefined;
  /** The whole picture as a sentence, for those who do not see it. */
  sentence: string;
};

/** The points, big: ingress, two tracks, every pod on its place. Wide from 768 px, narrow below. */
export function TrackPicture(props: TrackPictureProps) {
  return (
    <>
      <YardDrawing yard={wideYard} {...props} />
      <YardDrawing yard={narrowYard} narrow {...props} />
    </>
  );
}
