import { getApproval } from "./approvals/get-approval";
import { listApprovals } from "./approvals/list-approvals";
import { cancelCampaign } from "./campaigns/cancel-campaign";
import { confirmCampaignTarget } from "./campaigns/confirm-campaign-target";
import { createCampaign } from "./campaigns/create-campaign";
import { editCampaign } from "./campaigns/edit-campaign";
import { endCampaignEarly } from "./campaigns/end-campaign-early";
import { getCampaign } from "./campaigns/get-campaign";
import { liftCampaignFreeze } from "./campaigns/lift-campaign-freeze";
import { listCampaigns } from "./campaigns/list-campaigns";
import { planCampaign } from "./campaigns/plan-campaign";
import { adoptConfigDrift } from "./config/adopt-config-drift";
import { chooseConfigEdit } from "./config/choose-config-edit";
import { compareConfigs } from "./config/compare-configs";
import { discardConfigEdits } from "./config/discard-config";
import { getBaseConfig } from "./config/get-base-config";
import { getConfig } from "./config/get-config";
import { getConfigContainer } from "./config/get-config-container";
import { importConfig } from "./config/import-config";
import { markConfigKeySafe } from "./config/mark-config-key-safe";
import { restoreBaseConfig } from "./config/restore-base-config";
import { restoreConfig } from "./config/restore-config";
import { revertConfigDrift } from "./config/revert-config-drift";
import { saveBaseConfig } from "./config/save-base-config";
import { saveConfig } from "./config/save-config";
import { stageConfig } from "./config/stage-config";
import { writeConfigDocument } from "./config/write-config-document";
import type { AnyRoute } from "./core/route";
import { abortDeployment } from "./deployments/abort";
import { approveDeployment } from "./deployments/approve";
import { changeDeploymentPlan } from "./deployments/change-plan";
import { finishDeployment } from "./deployments/finish";
import { getDeployment } from "./deployments/get-deployment";
import { listDeployments } from "./deployments/list-deployments";
import { promoteDeployment } from "./deployments/promote";
import { rejectDeployment } from "./deployments/reject";
import { requestDeployment } from "./deployments/request-deployment";
import { retryDeployment } from "./deployments/retry";
import { rollbackDeployment } from "./deployments/rollback";
import { switchBackDeployment } from "./deployments/switch-back";
import { withdrawDeployment } from "./deployments/withdraw";
import { liftFreeze } from "./freezes/lift-freeze";
import { listFreezes } from "./freezes/list-freezes";
import { openFreeze } from "./freezes/open-freeze";
import { getMe } from "./me/get-me";
import { listMessages } from "./me/list-messages";
import { listNeeds } from "./me/list-needs";
import { search } from "./me/search";
import { getMetrics } from "./metrics/get-metrics";
import { getMetricsNow } from "./metrics/get-metrics-now";
import { getPodUsage } from "./metrics/get-pod-usage";
import { createPlan } from "./plans/create-plan";
import { getPlan } from "./plans/get-plan";
import { compare } from "./record/compare";
import { getArchive } from "./record/get-archive";
import { getAuditVerification } from "./record/get-audit-verification";
import { listAudit } from "./record/list-audit";
import { listHistory } from "./record/list-history";
import { approveScaling } from "./scaling/approve-scaling";
import { changeScaling } from "./scaling/change-scaling";
import { endRaise } from "./scaling/end-raise";
import { getScaling } from "./scaling/get-scaling";
import { raiseFloor } from "./scaling/raise-floor";
import { rejectScaling } from "./scaling/reject-scaling";
import { withdrawScaling } from "./scaling/withdraw-scaling";
import { getPod } from "./services/get-pod";
import { getService } from "./services/get-service";
import { getSystem } from "./services/get-system";
import { listBuilds } from "./services/list-builds";
import { listEnvironments } from "./services/list-environments";
import { listEvents } from "./services/list-events";
import { listKeptLogs } from "./services/list-kept-logs";
import { listServices } from "./services/list-services";
import { registerBuild } from "./services/register-build";
import { removePod } from "./services/remove-pod";
import { endSession } from "./session/end-session";

/** Every JSON endpoint of `/api/v1`. The stream and the pod logs answer in their own ways and stand in `app.ts`. */
export const routes: readonly AnyRoute[] = [
  getMe,
  listNeeds,
  listMessages,
  search,
  endSession,
  listEnvironments,
  listServices,
  getService,
  getPod,
  removePod,
  listEvents,
  listKeptLogs,
  listBuilds,
  registerBuild,
  getSystem,
  createPlan,
  getPlan,
  requestDeployment,
  listDeployments,
  getDeployment,
  getArchive,
  promoteDeployment,
  abortDeployment,
  switchBackDeployment,
  rollbackDeployment,
  retryDeployment,
  finishDeployment,
  withdrawDeployment,
  changeDeploymentPlan,
  approveDeployment,
  rejectDeployment,
  listApprovals,
  getApproval,
  listFreezes,
  openFreeze,
  liftFreeze,
  listHistory,
  compare,
  listAudit,
  getAuditVerification,
  getConfig,
  getBaseConfig,
  getConfigContainer,
  compareConfigs,
  stageConfig,
  importConfig,
  writeConfigDocument,
  discardConfigEdits,
  chooseConfigEdit,
  saveConfig,
  saveBaseConfig,
  restoreConfig,
  restoreBaseConfig,
  markConfigKeySafe,
  adoptConfigDrift,
  revertConfigDrift,
  getScaling,
  changeScaling,
  approveScaling,
  rejectScaling,
  withdrawScaling,
  raiseFloor,
  endRaise,
  listCampaigns,
  planCampaign,
  createCampaign,
  getCampaign,
  editCampaign,
  confirmCampaignTarget,
  cancelCampaign,
  endCampaignEarly,
  liftCampaignFreeze,
  getMetrics,
  getMetricsNow,
  getPodUsage,
];
