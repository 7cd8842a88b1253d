import { google } from 'googleapis';
import type { drive_v3 } from 'googleapis/build/src/apis/drive/v3';
import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/v4';
import type { ServiceAccountKey } from '../../src/standin/auth/service-account';
import type { ListeningStandin } from '../../src/standin/listen';
import { createStandin, type Standin, type StandinOptions } from '../../src/standin/standin';

export const SCOPES = [
  'https://www.googleapis.com/auth/drive.readonly',
  'https://www.googleapis.com/auth/spreadsheets.readonly',
];
const TOKEN_URL = 'https://oauth2.googleapis.com/token';

export type Auth = InstanceType<typeof google.auth.JWT>;

/** The client library's own service-account credential, with another URL for the token endpoint. */
export function authFor(key: ServiceAccountKey, rootUrl: string, scopes: readonly string[] = SCOPES): Auth {
  const auth = new google.auth.JWT({
    email: key.client_email,
    key: key.private_key,
    keyId: key.private_key_id,
    scopes: [...scopes],
    // By default the library imports node-fetch, which jest cannot do.
    transporterOptions: { fetchImplementation: fetch },
  });
  auth.transporter.interceptors.request.add({
    resolved: async (config) => {
      if (config.url.href === TOKEN_URL) config.url = new URL('token', rootUrl);
      return config;
    },
  });
  return auth;
}

export interface StandinUnderTest extends Standin {
  readonly rootUrl: string;
  readonly auth: Auth;
  readonly drive: drive_v3.Drive;
  readonly sheets: sheets_v4.Sheets;
  clientsWith(auth: Auth | null): { readonly drive: drive_v3.Drive; readonly sheets: sheets_v4.Sheets };
}

/** A stand-in for one test, with the real client connected to it and without retries. */
export async function withStandin(
  use: (standin: StandinUnderTest) => Promise<void>,
  options?: StandinOptions,
): Promise<void> {
  const standin = createStandin(options);
  const listening: ListeningStandin = await standin.listen();
  const clientsWith: StandinUnderTest['clientsWith'] = (auth) => {
    const common = {
      rootUrl: listening.url,
      retry: false,
      fetchImplementation: fetch,
      ...(auth && { auth }),
    };
    return {
      drive: google.drive({ version: 'v3', ...common }),
      sheets: google.sheets({ version: 'v4', ...common }),
    };
  };
  const auth = authFor(standin.serviceAccountKey, listening.url);
  try {
    await use({ ...standin, ...clientsWith(auth), clientsWith, auth, rootUrl: listening.url });
  } finally {
    await listening.close();
  }
}

/** The status and the body of a refused call. */
export async function refusalOf(call: Promise<unknown>): Promise<{ status: unknown; data: unknown }> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) throw new Error('The call was not refused.');
  const response = read(error, 'response');
  return { status: read(response, 'status'), data: parsed(read(response, 'data')) };
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A refused download arrives as text. */
function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
