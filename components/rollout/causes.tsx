import { Glyph, type GlyphName } from "@/components/ui/glyph";
import type { Finding } from "@/contracts/finding";

const glyphOf: Readonly<Record<Finding["class"], GlyphName>> = {
  doomed: "fail",
  page: "fail",
  env: "soon",
  capacity: "soon",
  user: "soon",
  warn: "soon",
  wait: "change",
  info: "change",
};

function Cause({ finding }: { finding: Finding }) {
  return (
    <li>
      <Glyph name={glyphOf[finding.class]} />
      <div>
        <b>{finding.sentence}</b>
        {finding.evidence.map((line) => (
          <p className="ev" key={line}>
            <code>{line}</code>
          </p>
        ))}
        <p className="ev">{finding.nextStep}</p>
      </div>
    </li>
  );
}

/** Why it is stuck: at most three causes with evidence and the next step, the rest folded. */
export function Causes({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  const [shown, folded] = [findings.slice(0, 3), findings.slice(3)];
  return (
    <>
      <ul className="causes" aria-label="Causes">
        {shown.map((finding) => (
          <Cause key={finding.rule + finding.sentence} finding={finding} />
        ))}
      </ul>
      {folded.length > 0 ? (
        <details>
          <summary className="dim">{folded.length} more</summary>
          <ul className="causes">
            {folded.map((finding) => (
              <Cause key={finding.rule + finding.sentence} finding={finding} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
