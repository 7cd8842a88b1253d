import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface MailServer {
  readonly url: string;
  /** Each mail as received. */
  readonly mails: readonly { readonly to: readonly string[]; readonly raw: string }[];
  /** How often a client named a recipient, refused or not. */
  readonly attempts: readonly string[];
  /** Refuses the next recipients with these SMTP codes. */
  refuse(...codes: readonly number[]): void;
  /** Refuses the next recipient for good, in these words. */
  refuseInWords(text: string): void;
  close(): Promise<void>;
}

/** A real local SMTP server that requires the login `ann` with `secret-password`. */
export async function startMailServer(): Promise<MailServer> {
  const mails: { to: string[]; raw: string }[] = [];
  const attempts: string[] = [];
  const refusals: { readonly responseCode: number; readonly text: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      const isKnown = username === 'ann' && password === 'secret-password';
      done(isKnown ? null : new Error('who is that?'), { user: username });
    },
    onRcptTo: ({ address }, _session, done) => {
      attempts.push(address);
      const refusal = refusals.shift();
      done(refusal === undefined ? null : Object.assign(new Error(refusal.text), refusal));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://ann:secret-password@127.0.0.1:${port}`,
    mails,
    attempts,
    refuse: (...codes) =>
      void refusals.push(...codes.map((responseCode) => ({ responseCode, text: 'not now' }))),
    refuseInWords: (text) => void refusals.push({ responseCode: 550, text }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
