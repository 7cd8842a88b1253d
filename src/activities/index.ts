import { createAdopt } from './adopt';
import { createAggregate } from './aggregate';
import { createAppend } from './append';
import { createBeginIngestion } from './begin-ingestion';
import { clearingAway } from './clear-away';
import { createCompact } from './compact';
import { createEndIngestion } from './end-ingestion';
import { createExpire } from './expire';
import { withFailures } from './failures';
import { createFetch } from './fetch';
import { createFilter } from './filter';
import { createFollow } from './follow';
import { createListNoticeTargets } from './list-notice-targets';
import { createListSource } from './list-source';
import { createLoad } from './load';
import { createLocalize } from './localize';
import { createMerge } from './merge';
import { createNotify } from './notify';
import { createPin } from './pin';
import { createPlanCompaction } from './plan-compaction';
import type { ActivityPorts } from './ports';
import { createRecordMaintenance } from './record-maintenance';
import { createReject } from './reject';
import { createRender } from './render';
import { createSettle } from './settle';
import { createSweep } from './sweep';
import { createValidate } from './validate';
import { withHeartbeat } from './with-heartbeat';

/**
 * Every activity, over its ports. Their names stand in histories: frozen.
 * @param partRows about how many polls of a file are held in memory at once, and make one part of it.
 */
export function createActivities(ports: ActivityPorts, partRows?: number) {
  return {
    beginIngestion: withFailures(createBeginIngestion(ports)),
    listSource: withFailures(withHeartbeat(createListSource(ports))),
    fetch: withFailures(createFetch(ports)),
    validate: withFailures(withHeartbeat(createValidate(ports, partRows))),
    append: withFailures(withHeartbeat(createAppend(ports))),
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
    listNoticeTargets: withFailures(createListNoticeTargets(ports)),
    notify: withFailures(createNotify(ports)),
    expire: withFailures(withHeartbeat(createExpire(ports))),
    planCompaction: withFailures(createPlanCompaction(ports)),
    compact: withFailures(withHeartbeat(createCompact(ports))),
    sweep: withFailures(withHeartbeat(createSweep(ports))),
    recordMaintenance: withFailures(createRecordMaintenance(ports)),
  };
}

export type Activities = ReturnType<typeof createActivities>;
