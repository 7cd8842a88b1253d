import { createAdopt } from './adopt';
import { createAggregate } from './aggregate';
import { createAppend } from './append';
import { createBeginIngestion } from './begin-ingestion';
import { clearingAway } from './clear-away';
import { createEndIngestion } from './end-ingestion';
import { withFailures } from './failures';
import { createFetch } from './fetch';
import { createFilter } from './filter';
import { createFollow } from './follow';
import { withHeartbeat } from './heartbeat-while';
import { createListNoticeTargets } from './list-notice-targets';
import { createListSource } from './list-source';
import { createLoad } from './load';
import { createLocalize } from './localize';
import { createMerge } from './merge';
import { createNotify } from './notify';
import { createPin } from './pin';
import type { ActivityPorts } from './ports';
import { createReject } from './reject';
import { createRender } from './render';
import { createSettle } from './settle';
import { createValidate } from './validate';

/** Every activity, over its ports. Their names stand in histories: frozen. */
export function createActivities(ports: ActivityPorts) {
  return {
    beginIngestion: withFailures(createBeginIngestion(ports)),
    listSource: withFailures(createListSource(ports)),
    fetch: withFailures(createFetch(ports)),
    validate: withFailures(createValidate(ports)),
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
  };
}

export type Activities = ReturnType<typeof createActivities>;
