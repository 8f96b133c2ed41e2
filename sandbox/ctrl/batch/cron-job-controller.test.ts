import { describe, expect, it } from "vitest";
import type { CronJob, Job } from "@/sandbox/kernel/workload-kinds";
import { images, startTestCluster, type TestCluster } from "@/sandbox/testing/test-cluster";

const cronJob = (spec: object = {}, annotations: Record<string, string> = {}) => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "report", namespace: "shop", annotations },
  spec: {
    schedule: "*/10 * * * *",
    jobTemplate: {
      spec: {
        template: {
          metadata: { labels: { app: "report" } },
          spec: { restartPolicy: "Never", containers: [{ name: "app", image: images.good }] },
        },
      },
    },
    ...spec,
  },
});
const jobsOf = ({ client }: TestCluster) => client.list("jobs.batch", "shop") as readonly Job[];
const found = ({ client }: TestCluster) => client.get("cronjobs.batch", "shop", "report") as CronJob;

describe("a CronJob", () => {
  it("starts a Job at each time, which completes, and keeps three of them", async () => {
    const test = await startTestCluster();
    test.client.create("cronjobs.batch", cronJob());
    await test.clock.advance(3_660_000);
    expect(jobsOf(test)).toHaveLength(3);
    expect(
      jobsOf(test).every(
        (job) =>
          job.status?.succeeded === 1 &&
          job.status.conditions?.some((entry) => entry.type === "Complete") === true,
      ),
    ).toBe(true);
    expect(found(test).status).toMatchObject({ lastScheduleTime: "2026-01-05T10:00:00Z" });
    expect(jobsOf(test)[0]?.metadata.name).toMatch(/^report-\d+$/);
    expect(test.defects).toEqual([]);
    test.cluster.stop();
  });

  it("does nothing while suspended", async () => {
    const test = await startTestCluster();
    test.client.create("cronjobs.batch", cronJob({ suspend: true }));
    await test.clock.advance(3_600_000);
    expect(jobsOf(test)).toEqual([]);
    test.cluster.stop();
  });

  it("that ran before tells its last time at once", async () => {
    const test = await startTestCluster();
    test.client.create(
      "cronjobs.batch",
      cronJob({ schedule: "0 3 * * *" }, { "sandbox.switchyard.internal/started-ago": "86400" }),
    );
    await test.clock.advance(500);
    expect(found(test).status?.lastScheduleTime).toBe("2026-01-05T03:00:00Z");
    expect(jobsOf(test)).toEqual([]);
    test.cluster.stop();
  });
});
