import { accessSync, constants } from 'node:fs';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { describeError, LoopwatchError } from '../contract/errors';

type Environment = Readonly<Record<string, string>>;
type ConnectionOptions = ReturnType<typeof loadClientConnectConfig>['connectionOptions'];

/** The credentials and TLS options of a connection. They hold secrets: never shown, never logged. */
export type TemporalSecurity = Pick<ConnectionOptions, 'apiKey' | 'tls' | 'metadata'>;

export interface TemporalTarget {
  /** null: no server is named, so Loopwatch starts its own. */
  readonly address: string | null;
  readonly namespace: string;
  readonly security: TemporalSecurity;
}

/** The embedded server needs none. */
export const NO_SECURITY: TemporalSecurity = {};

const DEFAULT_NAMESPACE = 'default';

/**
 * Reads the `TEMPORAL_…` variables and the profile that they name. It ignores a profile file that no variable names: a file
 * in the home folder must not turn a command away from its own server.
 * @throws LoopwatchError SETUP where the file, its profile or a certificate cannot be read.
 */
export function readTemporalTarget(environment: Environment): TemporalTarget {
  const isNamed = 'TEMPORAL_CONFIG_FILE' in environment || 'TEMPORAL_PROFILE' in environment;
  try {
    // The SDK ignores a missing file, and would then use another server than the user asked for.
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

/** In words, without secrets. */
export function describeSecurity({ apiKey, tls }: TemporalSecurity): string {
  const key = apiKey ? ', API key' : '';
  if (!tls) return `no TLS${key}`;
  const certificate = typeof tls === 'object' && tls.clientCertPair ? ', client certificate' : '';
  return `TLS${certificate}${key}`;
}
