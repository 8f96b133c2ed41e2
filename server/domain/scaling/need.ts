/** What `need` depends on: the serving color's wish and the lower bounds in force. */
export interface NeedInput {
  /** Pods that the serving color wants: the larger of `spec.replicas` and the autoscaler's wish; 0 when nothing serves. */
  wish: number;
  ratio: number;
  baseMin: number;
  openFloor: number;
}

/** Pods that a color must have available before it may take the traffic. At least 1. */
export function needOf(input: NeedInput): number {
  return Math.max(Math.ceil(input.wish * input.ratio), input.baseMin, input.openFloor, 1);
}

/** Spare pods on top of `need`, so that one bad pod does not stop the switch; 0 when there is no room for them. */
export function headroomOf(need: number, room: boolean): number {
  return room ? Math.max(1, Math.ceil(need * 0.1)) : 0;
}

/** Whether a candidate of this size stays within what the target may ever use. */
export function withinCeiling(size: number, limits: { max: number; headroom: number }): boolean {
  return size <= limits.max + limits.headroom;
}
