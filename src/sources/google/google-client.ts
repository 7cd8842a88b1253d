import { readFile } from 'node:fs/promises';
import { auth, drive, type drive_v3 } from 'googleapis/build/src/apis/drive';
import { sheets, type sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { LoopwatchError } from '../../contract/errors';
import type { GoogleSettings } from '../../contract/sources';

/** The smallest scopes for reading. */
const SCOPES = [
  'https://www.googleapis.com/auth/drive.readonly',
  'https://www.googleapis.com/auth/spreadsheets.readonly',
];
const LONG_AGO = 1;
const GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com/token';

const keySchema = z.object({ client_email: z.string().min(1), private_key: z.string().min(1) });

/** The clients of one credential. */
export interface Google {
  readonly drive: drive_v3.Drive;
  readonly sheets: sheets_v4.Sheets;
  /** The account to share files with. */
  readonly account: string;
  /** Limits the calls of this credential from this process. */
  readonly limiter: RateLimiterMemory;
  /** Makes the next call request a new token: Google may revoke one before it expires. */
  forgetToken(): Promise<void>;
}

/** Does not contact Google. @throws LoopwatchError SETUP when there is no usable key. */
export async function openGoogle(settings: GoogleSettings): Promise<Google> {
  const text = settings.keyJson ?? (settings.keyFile === null ? null : await readKeyFile(settings.keyFile));
  const key = text === null ? null : parseKey(text);
  const credential = new auth.GoogleAuth({
    scopes: SCOPES,
    clientOptions: { transporterOptions: { fetchImplementation: fetch } },
    ...(key ? { credentials: key } : {}),
  });
  const account = key?.client_email ?? (await accountOf(credential));
  const { rootUrl } = settings;
  if (rootUrl !== null) await reroute(credential, rootUrl);
  // Leave retries to Temporal: its waits block no slot of the worker, and the Web UI shows them.
  const options = { auth: credential, retry: false, ...(rootUrl === null ? {} : { rootUrl }) };
  return {
    drive: drive({ version: 'v3', ...options }),
    sheets: sheets({ version: 'v4', ...options }),
    account,
    limiter: new RateLimiterMemory({ points: settings.callsPerMinute, duration: 60 }),
    async forgetToken() {
      const client = await credential.getClient();
      client.setCredentials({ ...client.credentials, expiry_date: LONG_AGO });
    },
  };
}

type Credential = InstanceType<typeof auth.GoogleAuth>;

/** The library's `rootUrl` applies to the APIs, but not to the token endpoint. */
async function reroute(credential: Credential, rootUrl: string): Promise<void> {
  const { transporter } = await credential.getClient();
  transporter.interceptors.request.add({
    resolved: async (config) =>
      config.url.href === GOOGLE_TOKEN_URL ? { ...config, url: new URL('/token', rootUrl) } : config,
  });
}

async function accountOf(credential: Credential): Promise<string> {
  try {
    const { client_email } = await credential.getCredentials();
    return client_email ?? "this machine's Google account";
  } catch {
    throw new LoopwatchError(
      'SETUP',
      'There are no credentials for Google',
      'Set LOOPWATCH_GOOGLE_KEY_FILE to the JSON key of a service account; docs/google.md explains how to get one.',
    );
  }
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new LoopwatchError(
      'SETUP',
      `The key file ${file} cannot be read`,
      'Correct LOOPWATCH_GOOGLE_KEY_FILE, or let Loopwatch read the file.',
    );
  }
}

/** No message contains the key. */
function parseKey(text: string): z.output<typeof keySchema> {
  let key: unknown = null;
  try {
    key = JSON.parse(text);
  } catch {
    // Reported below, like a key with missing fields.
  }
  const parsed = keySchema.safeParse(key);
  if (parsed.success) return parsed.data;
  throw new LoopwatchError(
    'SETUP',
    'The Google key is not the JSON key of a service account',
    'It must hold client_email and private_key: download it again from the Google Cloud console.',
  );
}
