import { makeApprove } from "./approvals/approve";
import { makeListApprovals } from "./approvals/list";
import { makeReject } from "./approvals/reject";
import { makeReview } from "./approvals/review";
import { makeListAudit } from "./audit/list";
import { makeVerifyAudit } from "./audit/verify";
import { makeListBuilds } from "./builds/list";
import { makeRegisterBuild } from "./builds/register";
import { makeConfirmTarget } from "./campaigns/confirm";
import { makeCreateCampaign } from "./campaigns/create";
import { makeEditCampaign } from "./campaigns/edit";
import { makeCancelCampaign, makeEndCampaignEarly } from "./campaigns/end";
import { makeGetCampaign } from "./campaigns/get";
import { makeLiftCampaignFreeze } from "./campaigns/lift-freeze";
import { makeListCampaigns } from "./campaigns/list";
import { makePlanCampaign } from "./campaigns/plan";
import { makeGetBase, makeSaveBase } from "./config/base";
import { makeCompareConfigs } from "./config/compare";
import { makeContainerView } from "./config/container";
import { makeAdoptDrift, makeRevertDrift } from "./config/drift";
import { makeGetConfig } from "./config/get";
import { makeMarkSafe } from "./config/mark-safe";
import { makeRestoreBase } from "./config/restore-base";
import { makeRestore, makeSave } from "./config/save";
import { makeChoose, makeDiscard } from "./config/settle";
import { makeImport, makeStage, makeStageDocument } from "./config/stage";
import { makeAbort } from "./deployments/abort";
import { makeChangePlan } from "./deployments/change-plan";
import { makeFinishStandby } from "./deployments/finish-standby";
import { makeGetDeployment } from "./deployments/get";
import { makeListDeployments } from "./deployments/list";
import { makePromote } from "./deployments/promote";
import { makeRequestDeployment } from "./deployments/request";
import { makeRetry } from "./deployments/retry";
import { makeRollback } from "./deployments/rollback";
import { makeSwitchBack } from "./deployments/switch-back";
import { makeTimeline } from "./deployments/timeline";
import { makeWithdraw } from "./deployments/withdraw";
import { makeLiftFreeze } from "./freezes/lift";
import { makeListFreezes } from "./freezes/list";
import { makeOpenFreeze } from "./freezes/open";
import { makeArchive } from "./history/archive";
import { makeCompare } from "./history/compare";
import { makeHistory } from "./history/list";
import { makeGetMe } from "./me/get";
import { makeNeeds } from "./me/needs";
import { makeListMessages } from "./messages/list";
import { makeGetMetrics } from "./metrics/get";
import { makeMetricsNow, makePodUsage } from "./metrics/now";
import type { OperationPorts } from "./operation-ports";
import { makeCreatePlan } from "./plans/create";
import { makeGetPlan } from "./plans/get";
import { makeGetPod } from "./pods/get";
import { makeKeptLines, makeListKeptLogs } from "./pods/kept-logs";
import { makeMayRead } from "./pods/may-read";
import { makeRemovePod } from "./pods/remove";
import { makeChangeBase } from "./scaling/change-base";
import { makeApproveChange, makeRejectChange, makeWithdrawChange } from "./scaling/decide-change";
import { makeGetScaling } from "./scaling/get";
import { makeEndRaise, makeRaiseFloor } from "./scaling/raise-floor";
import { makeSearch } from "./search/search";
import { makeGetService } from "./services/get";
import { makeListServices, makeMatrix } from "./services/list";
import { makeListEvents } from "./services/list-events";

export type { OperationPorts } from "./operation-ports";

const makeConfig = (ports: OperationPorts) => ({
  get: makeGetConfig(ports),
  compare: makeCompareConfigs(ports),
  stage: makeStage(ports),
  import: makeImport(ports),
  stageDocument: makeStageDocument(ports),
  discard: makeDiscard(ports),
  choose: makeChoose(ports),
  save: makeSave(ports),
  restore: makeRestore(ports),
  markSafe: makeMarkSafe(ports),
  container: makeContainerView(ports),
  adoptDrift: makeAdoptDrift(ports),
  revertDrift: makeRevertDrift(ports),
  base: makeGetBase(ports),
  saveBase: makeSaveBase(ports),
  restoreBase: makeRestoreBase(ports),
});

const makeScaling = (ports: OperationPorts) => ({
  get: makeGetScaling(ports),
  change: makeChangeBase(ports),
  approve: makeApproveChange(ports),
  reject: makeRejectChange(ports),
  withdraw: makeWithdrawChange(ports),
  raise: makeRaiseFloor(ports),
  endRaise: makeEndRaise(ports),
});

const makeCampaigns = (ports: OperationPorts) => ({
  list: makeListCampaigns(ports),
  get: makeGetCampaign(ports),
  plan: makePlanCampaign(ports),
  create: makeCreateCampaign(ports),
  edit: makeEditCampaign(ports),
  confirm: makeConfirmTarget(ports),
  cancel: makeCancelCampaign(ports),
  endEarly: makeEndCampaignEarly(ports),
  liftFreeze: makeLiftCampaignFreeze(ports),
});

/**
 * Every use case, one function per verb: `(actor, input) => Promise<answer>`. A "no" rejects with `OperationRefused`
 * (code, sentence, who can lift it) and changed nothing; any other rejection means that something broke. Changes are one transaction with their audit row; none talks to a cluster.
 */
export function makeOperations(ports: OperationPorts) {
  return {
    me: { get: makeGetMe(ports), needs: makeNeeds(ports) },
    services: {
      list: makeListServices(ports),
      matrix: makeMatrix(ports),
      get: makeGetService(ports),
      events: makeListEvents(ports),
    },
    builds: { list: makeListBuilds(ports), register: makeRegisterBuild(ports) },
    plans: { create: makeCreatePlan(ports), get: makeGetPlan(ports) },
    deployments: {
      request: makeRequestDeployment(ports),
      rollback: makeRollback(ports),
      promote: makePromote(ports),
      abort: makeAbort(ports),
      switchBack: makeSwitchBack(ports),
      retry: makeRetry(ports),
      finish: makeFinishStandby(ports),
      withdraw: makeWithdraw(ports),
      changePlan: makeChangePlan(ports),
      list: makeListDeployments(ports),
      get: makeGetDeployment(ports),
      timeline: makeTimeline(ports),
    },
    approvals: {
      approve: makeApprove(ports),
      reject: makeReject(ports),
      inbox: makeListApprovals(ports),
      review: makeReview(ports),
    },
    config: makeConfig(ports),
    scaling: makeScaling(ports),
    campaigns: makeCampaigns(ports),
    metrics: { get: makeGetMetrics(ports), now: makeMetricsNow(ports), pods: makePodUsage(ports) },
    freezes: { list: makeListFreezes(ports), open: makeOpenFreeze(ports), lift: makeLiftFreeze(ports) },
    history: {
      list: makeHistory(ports),
      archive: makeArchive(ports),
      compare: makeCompare(ports),
    },
    pods: {
      get: makeGetPod(ports),
      mayReadLogs: makeMayRead(ports, "pod.logs"),
      mayReadManifest: makeMayRead(ports, "pod.manifest"),
      remove: makeRemovePod(ports),
      keptLogs: makeListKeptLogs(ports),
      keptLines: makeKeptLines(ports),
    },
    messages: makeListMessages(ports),
    search: makeSearch(ports),
    audit: { list: makeListAudit(ports), verify: makeVerifyAudit(ports) },
  };
}

/** The composed operations; `web` and the pages share one. */
export type Operations = ReturnType<typeof makeOperations>;
