import type { SourceSpec } from '../../contract/sources';
import { type PeekInto, peekInto } from '../../unpack/peek-into';
import type { PollSource } from '../source';
import { DriveSource } from './drive-source';
import type { Google } from './google-client';
import { SheetsSource } from './sheets-source';

export { openGoogle } from './google-client';

export function openGoogleSource(
  google: Google,
  spec: Exclude<SourceSpec, { kind: 'folder' }>,
  id: string,
  peek: PeekInto = peekInto,
): PollSource {
  return spec.kind === 'sheet' ? new SheetsSource(google, spec, id) : new DriveSource(google, spec, id, peek);
}
