import { type MailServer, startMailServer } from '../support/peers/mail-server';
import { WORKED_EXAMPLE } from '../support/service';
import { type ApiUnderTest, startApi } from './api-under-test';

/** The worked example, ingested, with a worker and a mail server. @param recipients of the settings */
export async function startApiWithMail(
  recipients: readonly string[],
): Promise<{ readonly harness: ApiUnderTest; readonly mail: MailServer }> {
  const mail = await startMailServer();
  const harness = await startApi(WORKED_EXAMPLE, {
    mail: { smtpUrl: mail.url, from: 'reports@uptime.example', recipients, mailsPerHour: 100 },
    allowPrivateWebhooks: false,
    publicUrl: 'https://uptime.example',
  });
  await harness.startWorker();
  await harness.ingest();
  return { harness, mail };
}
