import { expect, test } from "vitest";
import { maskedPod } from "./masked-pod";

const hidden = expect.stringMatching(/^\(hidden: /);

test("shows a pod as it is, with references to secrets, and hides what looks like one wherever it stands", () => {
  const pod = {
    metadata: {
      name: "p",
      uid: "3f0c6a52-6d1f-4a38-9f5e-0a4b3c2d1e0f",
      managedFields: [{ manager: "kubelet" }],
      annotations: {
        "kubectl.kubernetes.io/last-applied-configuration": "{}",
        "switchyard.internal/bundle": "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
      },
    },
    spec: {
      containers: [
        {
          image:
            "registry.internal/a@sha256:9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
          args: ["--port=8080", "--db=postgres://app:hunter2-very-long@db/app"],
          env: [
            { name: "LOG_LEVEL", value: "info" },
            { name: "API_TOKEN", value: "abcdefgh" },
            { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
          ],
        },
      ],
    },
  };
  const shown = maskedPod(pod) as typeof pod;
  const [container] = shown.spec.containers;
  expect(shown.metadata).toEqual({
    ...{ name: "p", uid: pod.metadata.uid },
    annotations: {
      "switchyard.internal/bundle": pod.metadata.annotations["switchyard.internal/bundle"],
    },
  });
  expect(container?.image).toBe(pod.spec.containers[0]?.image);
  expect(container?.args).toEqual(["--port=8080", hidden]);
  expect(container?.env).toEqual([
    { name: "LOG_LEVEL", value: "info" },
    { name: "API_TOKEN", value: hidden },
    { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
  ]);
});

test("hides a value behind the name of a secret in arguments, commands, headers of probes and variables", () => {
  const container = {
    command: ["sh", "-c", "export DB_SECRET=pepper\nexec app --mode=fast"],
    args: ["--password", "hunter2", "--token", "--verbose", "--api-key=abc"],
    env: [
      { name: "SESSION_COOKIE", value: "abcdef" },
      { name: "MY_PIN", value: "secret1" },
      { name: "PIN_REQUIRED", value: "true" },
    ],
    readinessProbe: {
      httpGet: {
        httpHeaders: [
          { name: "Authorization", value: "Basic YTpi" },
          { name: "x-probe-token", value: "abc" },
          { name: "Accept", value: "text/html" },
        ],
      },
    },
  };
  expect(maskedPod({ spec: { containers: [container] } })).toEqual({
    spec: {
      containers: [
        {
          command: ["sh", "-c", "export DB_SECRET=[removed]\nexec app --mode=fast"],
          args: ["--password", hidden, "--token", "--verbose", "--api-key=[removed]"],
          env: [
            { name: "SESSION_COOKIE", value: hidden },
            { name: "MY_PIN", value: hidden },
            { name: "PIN_REQUIRED", value: "true" },
          ],
          readinessProbe: {
            httpGet: {
              httpHeaders: [
                { name: "Authorization", value: hidden },
                { name: "x-probe-token", value: hidden },
                { name: "Accept", value: "text/html" },
              ],
            },
          },
        },
      ],
    },
  });
});
