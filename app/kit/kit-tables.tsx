import { Ago, Clock, Stopwatch } from "@/components/ui/age";
import { CodeBlock } from "@/components/ui/code-block";
import { Change, DiffLines } from "@/components/ui/diff-lines";
import { Glyph } from "@/components/ui/glyph";
import { KeyValue } from "@/components/ui/key-value";
import { Panel } from "@/components/ui/panel";
import { TabLinks } from "@/components/ui/tab-links";
import { Tabs } from "@/components/ui/tabs";

const yaml = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: payment-history-api-green # the candidate
spec:
  replicas: 4
  template:
    spec:
      containers:
        - name: app
          image: registry.local/payment-history-api:1.23.0-b313-8367ed9
`;

const at = "2026-01-05T14:02:00.000Z";

/** Tabs, tables, facts, code and changed lines. */
export function KitTables() {
  return (
    <Panel
      title="Tabs and table"
      note="rows 28 compact, 36 normal, 52 touch; hairlines, no zebra; figures to the right"
    >
      <div className="kit-body">
        <TabLinks
          label="Service"
          tabs={[
            { label: "Overview", href: "/kit", current: true },
            { label: "Pods", href: "/kit?tab=pods", current: false, count: 8 },
            { label: "History", href: "/kit?tab=history", current: false },
          ]}
        />
        <Rows />
        <Tabs
          label="Details"
          tabs={[
            {
              id: "yaml",
              label: "YAML",
              content: <CodeBlock label="Deployment" text={yaml} className="mt-3" />,
            },
            {
              id: "diff",
              label: "Changes",
              count: 2,
              content: (
                <DiffLines
                  label="Config, changed lines"
                  lines={[
                    { sign: "minus", at: 7, text: 'HTTP_CLIENT_TIMEOUT_MS: "2000"' },
                    { sign: "plus", at: 7, text: 'HTTP_CLIENT_TIMEOUT_MS: "3000"' },
                  ]}
                />
              ),
            },
          ]}
        />
        <KeyValue
          facts={[
            { term: "Image", value: <Change from="1.22.0-b309" to="1.23.0-b313" /> },
            { term: "Age", value: <Ago at={at} suffix=" ago" /> },
            { term: "Running", value: <Stopwatch from={at} /> },
            { term: "When", value: <Clock at={at} seconds /> },
          ]}
        />
      </div>
    </Panel>
  );
}

function Rows() {
  return (
    <table className="t">
      <thead>
        <tr className="t-row">
          <th>Service</th>
          <th className="num">Replicas</th>
          <th className="num">Errors %</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>
            <Glyph name="fail" label="failing" /> payment-checkout-web
          </td>
          <td className="num">
            <b>3</b>/6
          </td>
          <td className="num red strong">4.20</td>
        </tr>
        <tr className="sel">
          <td>
            <Glyph name="tick" label="healthy" /> payment-gateway-api, selected
          </td>
          <td className="num">10/10</td>
          <td className="num">0.03</td>
        </tr>
        <tr>
          <td>
            <Glyph name="none" label="no data" /> payment-ledger-api, no data for 4 min
          </td>
          <td className="num stale">6/6</td>
          <td className="num stale">0.02</td>
        </tr>
      </tbody>
    </table>
  );
}
