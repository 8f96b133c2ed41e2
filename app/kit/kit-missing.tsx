import { SignedOutBanner } from "@/components/shell/signed-out-banner";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { StaleBanner } from "@/components/ui/stale-banner";
import { Token } from "@/components/ui/token";

/** First load, empty, old and wrong. */
export function KitMissing() {
  return (
    <Panel title="When data is missing, old or wrong">
      <div className="kit-body">
        <div className="grid-2">
          <Panel
            level={3}
            title="First load"
            aside={<span className="age">geometry is final, nothing shimmers</span>}
            padded
          >
            <SkeletonRows />
          </Panel>
          <Panel level={3} title="Empty, never had any">
            <EmptyState
              action={<Button look="solid">Deploy a build</Button>}
              link={<Link href="/kit">How a first deploy works</Link>}
            >
              Nothing runs in production yet.
            </EmptyState>
          </Panel>
          <Panel level={3} title="Empty by filter">
            <EmptyState
              action={
                <>
                  <Token text="team:risk" />
                  <span className="dim">4</span>
                </>
              }
            >
              No service matches. Without one of these:
            </EmptyState>
          </Panel>
          <Panel level={3} title="Badges" aside={<span className="age amber">48 s behind</span>} padded>
            <div className="row">
              <Badge>plain</Badge>
              <Badge tone="amber">look soon</Badge>
              <Badge tone="red">failing</Badge>
            </div>
          </Panel>
        </div>
        <StaleBanner source="cluster">
          prod-1 sends nothing since 14:01: token ended. What you see is 3 min old.{" "}
          <Link href="/kit">Clusters</Link>
        </StaleBanner>
        <ErrorState
          message="Events of prod-1 could not be read since 14:02: 403 from its API."
          requestId="req-91c0"
        />
        <StaleBanner source="browser">
          You are offline. Showing 14:07. Buttons that write wait until you are back
        </StaleBanner>
        <Notice glyph="person" action={<Button small>Show both</Button>}>
          checkout-dev-2 changed this 2 s ago. Your text is kept.
        </Notice>
        <SignedOutBanner />
      </div>
    </Panel>
  );
}
