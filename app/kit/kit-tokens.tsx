import { contrast, type TokenColors } from "@/components/ui/contrast";
import { Panel } from "@/components/ui/panel";
import "./kit.css";

type Tokens = readonly (readonly [string, TokenColors])[];

const rows = [
  { names: ["ink", "ink-2", "ink-3", "blue-ink", "green-ink", "amber-ink", "red-ink"], measured: true },
  { names: ["edge", "blue", "green", "amber", "red"], measured: true },
  {
    names: ["paper", "surface", "sunk", "line", "blue-wash", "green-wash", "amber-wash", "red-wash"],
    measured: false,
  },
] as const;

const type = [
  ["xl 22/28, 700, width 112", "title-xl", "Green is ready. Blue still has all traffic"],
  ["lg 17/24, 700, width 106", "title-lg", "Deploy payment-history-api to production"],
  ["base 14/20", "text-base", "The switch opens when 4 of 4 pods are ready and checks have passed"],
  ["sm 13/18, default", "", "3 of 6 pods crash looping in green: exit 1 after 4 s. Since 14:02"],
  ["xs 12/16", "xs dim", "7 of 8 nodes are full, prod-1-b-3 is being drained since 13:52"],
  ["2xs 11/14, width 82", "thead", "Requests/s, 1 h \u00a0 Errors % \u00a0 p95 ms \u00a0 Last change"],
  ["mono 12/16, zero slashed", "mono", "1.23.0-b313-8367ed9 payment-history-api-config-v12"],
  ["figures 17/20, tabular", "figure", "10.8 \u00a0 0.02 \u00a0 512 \u00a0 1,040 \u00a0 14:02:31"],
] as const;

function least(tokens: ReadonlyMap<string, TokenColors>, name: string, theme: "light" | "dark"): string {
  const own = tokens.get(name);
  const ratios = ["paper", "surface", "sunk"].flatMap((ground) => {
    const other = tokens.get(ground);
    return own && other ? [contrast(own[theme], other[theme])] : [];
  });
  return Math.min(...ratios).toFixed(1);
}

/** Colors with their ratios in both themes, and the type scale. */
export function KitTokens({ tokens }: { tokens: Tokens }) {
  const known = new Map(tokens);
  return (
    <>
      <Panel
        title="Color is data"
        note="blue and green name workloads, amber look soon, red failing, all else ink on paper"
      >
        <div className="kit-body">
          {rows.map((row) => (
            <div className="swatches" key={row.names[0]}>
              {row.names.map((name) => (
                <div className="swatch" key={name}>
                  <svg viewBox="0 0 36 36" aria-hidden="true">
                    <rect
                      x=".5"
                      y=".5"
                      width="35"
                      height="35"
                      rx="5"
                      fill={`var(--${name})`}
                      stroke="var(--line)"
                    />
                  </svg>
                  <span>
                    <span className="mono">--{name}</span>
                    <br />
                    <span className="xxs faint">
                      {row.measured
                        ? `${least(known, name, "light")} | ${least(known, name, "dark")}`
                        : "ground"}
                    </span>
                  </span>
                </div>
              ))}
            </div>
          ))}
          <p className="xs dim">
            Lowest ratio on paper, surface and sunk, light | dark. On the sunk ground green and amber marks
            get an edge.
          </p>
        </div>
      </Panel>
      <Panel title="Type" note="Mona Sans with its width axis, Geist Mono for what fits a terminal">
        <div className="kit-body">
          {type.map(([name, look, words]) => (
            <div className="spec" key={name}>
              <span className="faint xs">{name}</span>
              <span className={look}>{words}</span>
            </div>
          ))}
        </div>
      </Panel>
    </>
  );
}
