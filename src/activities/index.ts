import { createAppend } from './ingest/append';
import { createBeginIngestion, createEndIngestion } from './ingest/begin-and-end-ingestion';
import { createFetch } from './ingest/fetch';
import { createListSource } from './ingest/list-source';
import { createMakeVersions } from './ingest/make-versions';
import { createReject } from './ingest/reject';
import { createValidate } from './ingest/validate';
import { withFailures } from './kit/failures';
import { withHeartbeat } from './kit/with-heartbeat';
import { createCompact } from './maintain/compact';
import { createExpire } from './maintain/expire';
import { createPlanCompaction } from './maintain/plan-compaction';
import { createRecordMaintenance } from './maintain/record-maintenance';
import { createSweep } from './maintain/sweep';
import { createListNoticeTargets } from './notify/list-notice-targets';
import { createNotify } from './notify/notify';
import type { ActivityPorts } from './ports';
import { createAdopt } from './report/adopt';
import { createAggregate } from './report/aggregate';
import { createAskStandingReport } from './report/ask-standing-report';
import { clearingAway } from './report/clear-away';
import { createFilter } from './report/filter';
import { createFollow } from './report/follow';
import { createLoad } from './report/load';
import { createLocalize } from './report/localize';
import { createMerge } from './report/merge';
import { createPin } from './report/pin';
import { createRender } from './report/render';
import { createSettle } from './report/settle';
import { createVerify } from './verify/verify';

/**
 * Every activity, over its ports. Histories hold the names: they are frozen.
 * @param partRows polls of a file that are in memory at once, about, and make one output part.
 */
export function createActivities(ports: ActivityPorts, partRows?: number) {
  return {
    beginIngestion: withFailures(createBeginIngestion(ports)),
    listSource: withFailures(withHeartbeat(createListSource(ports))),
    fetch: withFailures(createFetch(ports)),
    validate: withFailures(withHeartbeat(createValidate(ports, partRows))),
    append: withFailures(withHeartbeat(createAppend(ports))),
    makeVersions: withFailures(withHeartbeat(createMakeVersions(ports))),
    reject: withFailures(createReject(ports)),
    endIngestion: withFailures(createEndIngestion(ports)),
    pin: withFailures(withHeartbeat(createPin(ports))),
    follow: withFailures(createFollow(ports)),
    adopt: withFailures(clearingAway(ports, withHeartbeat(createAdopt(ports)))),
    load: withFailures(clearingAway(ports, withHeartbeat(createLoad(ports)))),
    localize: withFailures(clearingAway(ports, withHeartbeat(createLocalize(ports)))),
    filter: withFailures(clearingAway(ports, withHeartbeat(createFilter(ports)))),
    aggregate: withFailures(clearingAway(ports, withHeartbeat(createAggregate(ports)))),
    merge: withFailures(clearingAway(ports, withHeartbeat(createMerge(ports)))),
    render: withFailures(clearingAway(ports, withHeartbeat(createRender(ports)))),
    settle: withFailures(createSettle(ports)),
    askStandingReport: withFailures(createAskStandingReport(ports)),
    listNoticeTargets: withFailures(createListNoticeTargets(ports)),
    notify: withFailures(createNotify(ports)),
    expire: withFailures(withHeartbeat(createExpire(ports))),
    planCompaction: withFailures(createPlanCompaction(ports)),
    compact: withFailures(withHeartbeat(createCompact(ports))),
    sweep: withFailures(withHeartbeat(createSweep(ports))),
    verify: withFailures(withHeartbeat(createVerify(ports))),
    recordMaintenance: withFailures(createRecordMaintenance(ports)),
  };
}

export type Activities = ReturnType<typeof createActivities>;
