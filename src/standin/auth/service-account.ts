import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** The audience that Google's client libraries sign, whatever URL they send the request to. */
export const TOKEN_AUDIENCE = 'https://oauth2.googleapis.com/token';

/** A JSON key file, as from the Google Cloud console. */
export interface ServiceAccountKey {
  readonly type: 'service_account';
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
  readonly client_id: string;
  readonly auth_uri: string;
  readonly token_uri: string;
  readonly universe_domain: string;
}

export interface ServiceAccount {
  readonly key: ServiceAccountKey;
  readonly publicKey: KeyObject;
}

/** Creates an account with a new key. */
export function createServiceAccount(projectId: string): ServiceAccount {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key: ServiceAccountKey = {
    type: 'service_account',
    project_id: projectId,
    private_key_id: randomBytes(20).toString('hex'),
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    client_email: `loopwatch@${projectId}.iam.gserviceaccount.com`,
    client_id: '100000000000000000001',
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: TOKEN_AUDIENCE,
    universe_domain: 'googleapis.com',
  };
  return { key, publicKey };
}
