import { MiniTrack, type MiniTrackProps } from "@/components/track/mini-track";
import { type PhaseStep, PhaseStrip } from "@/components/track/phase-strip";
import type { PodMark } from "@/components/track/pod-mark";
import { ReplicaBar } from "@/components/track/replica-bar";
import { TrackFigures } from "@/components/track/track-figures";
import { TrackPicture, type TrackPod, type TrackSide } from "@/components/track/track-picture";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Panel } from "@/components/ui/panel";
import { StateGlyph, type StateName } from "@/components/ui/state-glyph";

const pods: readonly (readonly [PodMark, string])[] = [
  ["run", "running"],
  ["idle", "no traffic or empty"],
  ["start", "starting"],
  ["wait", "waits for a place"],
  ["fail", "failing"],
];

const rowStates: readonly StateName[] = [
  "healthy",
  "soon",
  "failing",
  "changing",
  "unknown",
  "stale",
  "person",
];

const states: readonly (readonly [GlyphName, string])[] = [
  ["tick", "healthy"],
  ["soon", "look soon"],
  ["fail", "failing"],
  ["change", "changing"],
  ["none", "no data or stale"],
  ["person", "waits for a person"],
  ["todo", "phase to come"],
  ["points", "switch to come"],
  ["skip", "not reached"],
  ["back", "switching back"],
];

const minis: readonly MiniTrackProps[] = [
  { serving: "blue", label: "blue serves, green empty" },
  { serving: "green", label: "green serves, blue empty" },
  { serving: "blue", candidate: "start", label: "green warms" },
  { serving: "blue", candidate: "idle", label: "green ready, no traffic" },
  { serving: "green", candidate: "idle", label: "blue stands by" },
  { serving: "blue", candidate: "fail", label: "green fails" },
  { serving: "plain", label: "rolling update" },
  { serving: "job", label: "scheduled job" },
  { serving: "none", label: "nothing runs here" },
];

const many = (marks: readonly PodMark[]): TrackPod[] =>
  marks.map((mark, index) => ({ name: `p${index}`, mark, words: `${index + 1}, ${mark}` }));
const times = (count: number, mark: PodMark) => Array.from({ length: count }, () => mark);

const blueFour: TrackSide = {
  color: "blue",
  role: "serving",
  version: "1.22.0-b309",
  config: "cfg 11",
  pods: many(times(4, "run")),
  max: 12,
  note: "4 of 4 ready, room to 12",
};
const greenWarm: TrackSide = {
  color: "green",
  role: "candidate",
  version: "1.23.0-b313",
  config: "cfg 12",
  pods: many(["run", "run", "start", "wait"]),
  max: 12,
  note: "2 of 4 ready, no traffic",
};
const greenMany: TrackSide = {
  ...greenWarm,
  role: "serving",
  pods: many([...times(17, "run"), "fail"]),
  max: 24,
  note: "17 of 18 ready, room to 24",
};
const greenCounted: TrackSide = {
  ...greenMany,
  pods: many([...times(32, "run"), "fail"]),
  max: 40,
  note: "32 of 33 ready, room to 40",
};
const blueStandby: TrackSide = { ...blueFour, role: "standby", note: "4 of 4 ready, warm until 14:24" };

const warm: PhaseStep[] = [
  { phase: "render", state: "done", sub: "2 s" },
  { phase: "approve", state: "done", sub: "22 min" },
  { phase: "warm", state: "now", sub: "2 of 4 ready, 3:10" },
  { phase: "check", state: "next" },
  { phase: "switch", state: "next", sub: "you decide" },
  { phase: "hold", state: "next", sub: "10 min" },
  { phase: "retire", state: "next" },
];
const hold: PhaseStep[] = warm.map((step) => ({
  ...step,
  state: step.phase === "hold" ? "now" : step.phase === "retire" ? "next" : "done",
  ...(step.phase === "switch" ? { sub: "1.4 s, 14:09:31" } : {}),
}));
const failed: PhaseStep[] = warm.map((step, index) => ({
  phase: step.phase,
  state: index < 2 ? "done" : index === 2 ? "fail" : "skip",
  ...(index === 2 ? { sub: "failed after 10:00" } : {}),
}));

/** Glyphs, the points in three sizes, the replica bar and the route of phases. */
export function KitDrawings() {
  return (
    <>
      <Glyphs />
      <Points />
      <Panel label="Phases">
        <PhaseStrip steps={warm} line="Warm, phase 3 of 7. 2 of 4 ready, 3:10" />
        <PhaseStrip steps={hold} switchedTo="green" line="Hold, phase 6 of 7. Blue stays warm 8:14 more" />
        <PhaseStrip steps={failed} line="Failed in Warm, phase 3 of 7" />
      </Panel>
    </>
  );
}

function Glyphs() {
  return (
    <div className="grid-2">
      <Panel title="Pods" note="shape says the color, fill the state" padded>
        <ul className="states">
          {pods.map(([mark, word]) => (
            <li key={mark}>
              <Glyph name={`blue-${mark}`} label={`blue, ${word}`} />
              <Glyph name={`green-${mark}`} label={`green, ${word}`} />
              <span>{word}</span>
            </li>
          ))}
          <li>
            <Glyph name="pod-run" /> rolling, no colors
          </li>
          <li>
            <Glyph name="pod-job" /> scheduled job
          </li>
        </ul>
      </Panel>
      <Panel title="States" note="shape, word, then hue" padded>
        <ul className="states">
          {states.map(([name, word]) => (
            <li key={name}>
              <Glyph name={name} /> {word}
            </li>
          ))}
          <li>
            {rowStates.map((state) => (
              <StateGlyph key={state} state={state} />
            ))}
            <span>of a row</span>
          </li>
        </ul>
      </Panel>
    </div>
  );
}

function Points() {
  return (
    <Panel title="The points" note="one drawing in three sizes. Blue is always the upper track">
      <div className="kit-body">
        <ul className="states">
          {minis.map((mini) => (
            <li key={mini.label}>
              <MiniTrack {...mini} /> <span>{mini.label}</span>
            </li>
          ))}
        </ul>
        <ul className="states">
          <li>
            <ReplicaBar ready={4} desired={4} max={12} />
          </li>
          <li>
            <ReplicaBar ready={3} desired={6} failing={3} max={24} />
          </li>
          <li>
            <ReplicaBar ready={15} desired={15} max={15} />
          </li>
        </ul>
      </div>
      <Yards />
    </Panel>
  );
}

const figures = [
  { value: "10.8", unit: "req/s" },
  { value: "28", unit: "p95 ms" },
];

function Yards() {
  const line = "border-t border-line";
  return (
    <>
      <div className={`track ${line}`}>
        <TrackPicture
          serving="blue"
          blue={blueFour}
          green={greenWarm}
          requestsPerSecond={10.8}
          sentence="Blue is serving 10.8 requests per second with 4 of 4 pods ready. Green warms, 2 of 4 ready."
        />
        <TrackFigures
          rows={[
            { serving: true, who: "9 objects", figures },
            { serving: false, who: "Rollout R-2291" },
          ]}
        />
      </div>
      <div className={`track ${line}`}>
        <TrackPicture
          serving="green"
          blue={blueStandby}
          green={greenMany}
          requestsPerSecond={512}
          sentence="Green is serving 512 requests per second with 17 of 18 pods ready. Blue stands by."
        />
      </div>
      <div className={`track ${line}`}>
        <TrackPicture
          serving="green"
          blue={{ color: "blue", role: "idle", pods: [], max: 12, note: "nothing runs here" }}
          green={greenCounted}
          sentence="Green is serving with 32 of 33 pods ready. Blue is empty."
        />
      </div>
    </>
  );
}
