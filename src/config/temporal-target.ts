import { accessSync, constants } from 'node:fs';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { describeError, LoopwatchError } from '../contract/errors';

type Environment = Readonly<Record<string, string>>;
type ConnectionOptions = ReturnType<typeof loadClientConnectConfig>['connectionOptions'];

/** How a connection proves who it is. Holds secrets: never shown, never logged. */
export type TemporalSecurity = Pick<ConnectionOptions, 'apiKey' | 'tls' | 'metadata'>;

export interface TemporalTarget {
  /** null: none is named, so a server of our own is meant. */
  readonly address: string | null;
  readonly namespace: string;
  readonly security: TemporalSecurity;
}

/** What a server of our own needs. */
export const NO_SECURITY: TemporalSecurity = {};

const DEFAULT_NAMESPACE = 'default';

/**
 * Reads `TEMPORAL_…` and the profile that it names. A profile file that nobody named is left alone: a command that runs a
 * server of its own must not turn to another because of a file in the home folder.
 * @throws LoopwatchError SETUP where the file, its profile or a certificate cannot be read.
 */
export function readTemporalTarget(environment: Environment): TemporalTarget {
  const isNamed = 'TEMPORAL_CONFIG_FILE' in environment || 'TEMPORAL_PROFILE' in environment;
  try {
    // One that is not there would be passed over, and another server used than was meant.
    if (environment.TEMPORAL_CONFIG_FILE) accessSync(environment.TEMPORAL_CONFIG_FILE, constants.R_OK);
    const { connectionOptions, namespace } = loadClientConnectConfig({
      overrideEnvVars: { ...environment },
      disableFile: !isNamed,
    });
    const { address = null } = connectionOptions;
    return {
      address,
      namespace: namespace ?? DEFAULT_NAMESPACE,
      security: address === null ? NO_SECURITY : securityOf(connectionOptions),
    };
  } catch (error) {
    throw new LoopwatchError(
      'SETUP',
      `The connection to Temporal cannot be set up: ${describeError(error)}`,
      'Correct TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE or TEMPORAL_TLS_…; docs/operations.md has an example.',
      { cause: error },
    );
  }
}

function securityOf({ apiKey, tls, metadata }: ConnectionOptions): TemporalSecurity {
  return {
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? {} : { tls }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** In words, without a secret. */
export function describeSecurity({ apiKey, tls }: TemporalSecurity): string {
  const key = apiKey ? ', API key' : '';
  if (!tls) return `no TLS${key}`;
  const certificate = typeof tls === 'object' && tls.clientCertPair ? ', client certificate' : '';
  return `TLS${certificate}${key}`;
}

/** What names or secures a server other than our own, blank: for a process that must use the one that was started. */
export const BLANK_TARGET: Environment = Object.fromEntries(
  [
    'TEMPORAL_CONFIG_FILE',
    'TEMPORAL_PROFILE',
    'TEMPORAL_API_KEY',
    'TEMPORAL_TLS',
    'TEMPORAL_TLS_CLIENT_CERT_PATH',
    'TEMPORAL_TLS_CLIENT_CERT_DATA',
    'TEMPORAL_TLS_CLIENT_KEY_PATH',
    'TEMPORAL_TLS_CLIENT_KEY_DATA',
    'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
    'TEMPORAL_TLS_SERVER_CA_CERT_DATA',
    'TEMPORAL_TLS_SERVER_NAME',
  ].map((name) => [name, '']),
);
