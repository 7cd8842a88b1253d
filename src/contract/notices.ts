/** What is told about a report's end, and to whom. Names that receivers and histories see: frozen. */
export const NOTICE_EVENTS = ['report.completed', 'report.failed'] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/** At most so many of each: every one is told by an activity of its own. */
export const MAX_WEBHOOKS = 20;
export const MAX_EMAILS = 10;

/** Someone to tell. A reference for histories: a webhook's address and secret stay in the catalogue. */
export type NoticeTarget =
  | { readonly kind: 'webhook'; readonly webhookId: string }
  | { readonly kind: 'email'; readonly address: string };

/** `skipped`: it no longer wants to be told. `gone`: it said so just now, and is not asked again. */
export interface NoticeResult {
  readonly outcome: 'delivered' | 'skipped' | 'gone';
  /** In words. */
  readonly note: string;
}

/** How e-mail is sent. */
export interface MailSettings {
  /** With its credentials, as `smtp://user:password@host:587`: a secret. */
  readonly smtpUrl: string;
  readonly from: string;
}

export interface NoticeSettings {
  /** null: no e-mail is sent. */
  readonly mail: MailSettings | null;
  /** Whether webhooks may go to this machine and its network, and without TLS. */
  readonly allowPrivateWebhooks: boolean;
  /** Where people find the pages, without a slash at its end. */
  readonly publicUrl: string;
}

/** For who tells nobody. */
export const NO_NOTICES: NoticeSettings = { mail: null, allowPrivateWebhooks: false, publicUrl: '' };
