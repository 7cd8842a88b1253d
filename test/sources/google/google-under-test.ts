import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { SourceFile } from '../../../src/contract/inputs';
import type { SourceSpec } from '../../../src/contract/sources';
import { openGoogle, openGoogleSource } from '../../../src/sources/google/open-google-source';
import type { FetchOptions, PollSource, UnreadFile } from '../../../src/sources/source';
import { createStandin, type Standin } from '../../../src/standin/standin';

export interface GoogleUnderTest extends Standin {
  readonly account: string;
  source(spec: Exclude<SourceSpec, { kind: 'folder' }>): PollSource;
  /** One attempt to fetch a file; attempts at the same file share its partial file. @returns its content. */
  fetch(source: PollSource, file: SourceFile): Promise<string>;
  fetchBytes(source: PollSource, file: SourceFile): Promise<Buffer>;
  list(source: PollSource): Promise<readonly SourceFile[]>;
  passedOver(source: PollSource): Promise<readonly UnreadFile[]>;
  close(): Promise<void>;
}

/** The production code against its own stand-in; only the root URL differs. */
export async function startGoogle(callsPerMinute = 10_000): Promise<GoogleUnderTest> {
  const standin = createStandin();
  const listening = await standin.listen();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loopwatch-google-'));
  const google = await openGoogle({
    keyFile: null,
    keyJson: JSON.stringify(standin.serviceAccountKey),
    rootUrl: listening.url,
    callsPerMinute,
  });
  const options = (file: SourceFile): FetchOptions => ({
    signal: new AbortController().signal,
    onProgress: () => undefined,
    partialPath: path.join(folder, `${file.fileId.replaceAll(/[^\w]/g, '-')}.part`),
  });
  const fetchBytes = async (source: PollSource, file: SourceFile) => {
    const to = path.join(folder, 'fetched');
    await source.fetch(file, to, options(file));
    return readFileSync(to);
  };
  return {
    ...standin,
    account: google.account,
    source: (spec) => openGoogleSource(google, spec, `${spec.kind}-under-test`),
    list: async (source) => (await source.list(new AbortController().signal)).files,
    passedOver: async (source) => (await source.list(new AbortController().signal)).passedOver,
    fetchBytes,
    fetch: async (source, file) => (await fetchBytes(source, file)).toString('utf8'),
    async close() {
      await listening.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const isDownload = (request: { readonly query: Readonly<Record<string, unknown>> }) =>
  request.query.alt === 'media';
