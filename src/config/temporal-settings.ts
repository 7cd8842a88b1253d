import { port, setting, text } from './setting';

/** What names or secures a Temporal server other than our own. */
const connectionSettings = {
  TEMPORAL_CONFIG_FILE: setting(text.optional(), {
    meaning: 'a file of profiles that say how to reach Temporal; read only if this or the next is set',
    secrecy: 'unlisted',
  }),
  TEMPORAL_PROFILE: setting(text.optional(), {
    meaning: 'the profile to use from that file',
    secrecy: 'unlisted',
  }),
  TEMPORAL_API_KEY: setting(text.optional(), {
    meaning: 'the API key sent to `TEMPORAL_ADDRESS`; turns TLS on',
    secrecy: 'secret',
  }),
  TEMPORAL_TLS: setting(text.optional(), {
    meaning: '`true`: TLS without a client certificate',
    secrecy: 'unlisted',
  }),
  TEMPORAL_TLS_CLIENT_CERT_PATH: setting(text.optional(), {
    meaning: 'the file of the client certificate for mTLS',
    secrecy: 'unlisted',
  }),
  TEMPORAL_TLS_CLIENT_CERT_DATA: setting(text.optional(), {
    meaning: 'the text of that certificate, in place of the file',
    secrecy: 'unlisted',
  }),
  TEMPORAL_TLS_CLIENT_KEY_PATH: setting(text.optional(), {
    meaning: "the file of the client certificate's key",
    secrecy: 'unlisted',
  }),
  TEMPORAL_TLS_CLIENT_KEY_DATA: setting(text.optional(), {
    meaning: 'the text of that key, in place of the file',
    secrecy: 'secret',
  }),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: setting(text.optional(), {
    meaning: "the file of the server's certificate authority, where the system does not know it",
    secrecy: 'unlisted',
  }),
  TEMPORAL_TLS_SERVER_CA_CERT_DATA: setting(text.optional(), {
    meaning: 'the text of that certificate, in place of the file',
    secrecy: 'unlisted',
  }),
  TEMPORAL_TLS_SERVER_NAME: setting(text.optional(), {
    meaning: "the name in the server's certificate, where it differs from the address",
    secrecy: 'unlisted',
  }),
};

/** Which Temporal server is used. */
export const temporalSettings = {
  LOOPWATCH_TEMPORAL_PORT: setting(port.default(7233), {
    meaning: 'port of the embedded Temporal server',
    flag: '--temporal-port <number>',
  }),
  LOOPWATCH_TEMPORAL_UI_PORT: setting(port.optional(), {
    meaning: "port of the embedded Temporal server's Web UI, which asks for no key",
    defaultWords: '`8233` while there is no key; then no Web UI',
    flag: '--temporal-ui-port <number>',
  }),
  TEMPORAL_ADDRESS: setting(text.optional(), {
    meaning: '`host:port` of a Temporal server that already runs; unset: `start` runs one',
    flag: '--temporal-address <host:port>',
  }),
  TEMPORAL_NAMESPACE: setting(text.optional(), {
    meaning: 'the namespace on that server',
    defaultWords: '`default`',
  }),
  ...connectionSettings,
};

/** Blanks the connection settings: for a process that must use the server that was started for it. */
export const BLANK_CONNECTION: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(connectionSettings).map((name) => [name, '']),
);
