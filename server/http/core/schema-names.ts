import type * as z from "zod";
import { approvalInboxSchema, approvalItemSchema, approvalReviewSchema } from "@/contracts/approval";
import { auditEntrySchema, auditPageSchema } from "@/contracts/audit";
import { buildRequestSchema, buildSchema } from "@/contracts/build";
import { clusterEventSchema, clusterEventsSchema } from "@/contracts/cluster-event";
import {
  archiveSchema,
  changeAnswerSchema,
  comparisonSchema,
  decisionSchema,
  deploymentDetailSchema,
  deploymentListSchema,
  deploymentSummarySchema,
  verbSchema,
} from "@/contracts/deployment";
import { findingSchema } from "@/contracts/finding";
import { matrixSchema } from "@/contracts/matrix";
import { meSchema, needSchema, searchHitSchema } from "@/contracts/me";
import { messagePageSchema, messageSchema } from "@/contracts/message";
import { buildChoiceSchema, deploymentRequestSchema, planRequestSchema, planSchema } from "@/contracts/plan";
import { podSeenSchema } from "@/contracts/pod";
import { podDetailSchema } from "@/contracts/pod-detail";
import { eligibilitySchema, problemSchema } from "@/contracts/problem";
import {
  environmentSchema,
  matrixRowSchema,
  releaseNameSchema,
  serviceDetailSchema,
  serviceListSchema,
  serviceRowSchema,
} from "@/contracts/service";
import { clusterLinkSchema, streamMessageSchema } from "@/contracts/stream";

/** Contract schemas by the name that the OpenAPI document gives them. */
export const schemaNames: Readonly<Record<string, z.ZodType>> = {
  ApprovalInbox: approvalInboxSchema,
  ApprovalItem: approvalItemSchema,
  ApprovalReview: approvalReviewSchema,
  Archive: archiveSchema,
  AuditEntry: auditEntrySchema,
  AuditPage: auditPageSchema,
  Build: buildSchema,
  BuildChoice: buildChoiceSchema,
  BuildRequest: buildRequestSchema,
  ChangeAnswer: changeAnswerSchema,
  ClusterEvent: clusterEventSchema,
  ClusterEvents: clusterEventsSchema,
  ClusterLink: clusterLinkSchema,
  Comparison: comparisonSchema,
  Decision: decisionSchema,
  DeploymentDetail: deploymentDetailSchema,
  DeploymentList: deploymentListSchema,
  DeploymentRequest: deploymentRequestSchema,
  DeploymentSummary: deploymentSummarySchema,
  Eligibility: eligibilitySchema,
  Environment: environmentSchema,
  Finding: findingSchema,
  Matrix: matrixSchema,
  MatrixRow: matrixRowSchema,
  Me: meSchema,
  Message: messageSchema,
  MessagePage: messagePageSchema,
  Need: needSchema,
  Plan: planSchema,
  PlanRequest: planRequestSchema,
  Pod: podSeenSchema,
  PodDetail: podDetailSchema,
  Problem: problemSchema,
  ReleaseName: releaseNameSchema,
  SearchHit: searchHitSchema,
  ServiceDetail: serviceDetailSchema,
  ServiceList: serviceListSchema,
  ServiceRow: serviceRowSchema,
  StreamMessage: streamMessageSchema,
  Verb: verbSchema,
};
