"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, Radio, Switch } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Glyph } from "@/components/ui/glyph";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { ButtonLink } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { Select } from "@/components/ui/select";
import { SplitButton } from "@/components/ui/split-button";
import { TextArea } from "@/components/ui/text-area";
import { Token } from "@/components/ui/token";

/** Buttons and inputs in every state. */
export function KitControls() {
  return (
    <div className="grid-2">
      <Panel title="Buttons" note="the label names the effect and the amount">
        <div className="kit-body">
          <div className="row">
            <Button look="solid">Switch 10.8 req/s to green</Button>
            <Button>Abort, keep blue</Button>
            <Button look="bare">
              <u>Show reason</u>
            </Button>
          </div>
          <div className="row">
            <Button small>Small, in bars</Button>
            <Button aria-pressed="true">Pressed</Button>
            <IconButton glyph="dots" label="More actions" look="quiet" />
            <SplitButton>
              <Button look="solid">Approve; payment-dev-1 starts</Button>
              <Button look="solid" aria-label="Other ways to approve">
                <Glyph name="down" />
              </Button>
            </SplitButton>
          </div>
          <div className="row">
            <Button
              look="solid"
              disabledReason="You asked for this. payment-lead or payment-deputy can approve it"
            >
              Approve
            </Button>
            <ButtonLink href="/kit">A link</ButtonLink>
            <CopyButton text="switchyard deploy" what="CLI command" />
          </div>
          <p className="why">
            A button that may not act stays, dashed, reachable by keyboard, and says why and who can. On touch
            the reason stands under it.
          </p>
        </div>
      </Panel>
      <Inputs />
    </div>
  );
}

function Inputs() {
  const [view, setView] = useState<"list" | "matrix" | "map">("list");
  return (
    <Panel title="Inputs">
      <div className="kit-body">
        <div className="row items-start">
          <Field label="Message" className="flex-1">
            {({ bad, ...control }) => (
              <Input {...control} bad={bad} className="wide" defaultValue="raise upstream timeout" />
            )}
          </Field>
          <Field
            label="Maximum"
            error="31 is above the ceiling of 24. platform-lead can raise the ceiling"
            className="w-[200px]"
          >
            {({ bad, ...control }) => <Input {...control} bad={bad} className="wide" defaultValue="31" />}
          </Field>
        </div>
        <div className="row">
          <Segmented
            label="View"
            value={view}
            onChange={setView}
            segments={[
              { value: "list", label: "List" },
              { value: "matrix", label: "Matrix" },
              { value: "map", label: "Map" },
            ]}
          />
          <Checkbox defaultChecked>Follow</Checkbox>
          <Checkbox>Wrap</Checkbox>
          <Radio name="zone" defaultChecked>
            UTC
          </Radio>
          <Radio name="zone">Taipei</Radio>
          <Switch defaultChecked>Keys</Switch>
        </div>
        <Filters />
      </div>
    </Panel>
  );
}

function Filters() {
  return (
    <>
      <div className="row">
        <SearchInput
          label="Filter"
          placeholder="name"
          className="flex-1"
          hint="/"
          tokens={<Token text="team:risk" onRemove={() => undefined} />}
        />
        <Select
          aria-label="Keep warm"
          options={[
            { value: "10", label: "10 min, tier 2" },
            { value: "30", label: "30 min" },
          ]}
        />
      </div>
      <div className="row">
        <SegmentedLinks
          label="Range"
          links={[
            { label: "6 h", href: "/kit?range=6h", current: false },
            { label: "24 h", href: "/kit", current: true },
          ]}
        />
        <Field label="Reason" className="flex-1">
          {({ bad, ...control }) => (
            <TextArea
              {...control}
              bad={bad}
              className="wide"
              rows={2}
              defaultValue="DEMO-2402 history paging"
            />
          )}
        </Field>
      </div>
    </>
  );
}
