/** Notices about a report's end. Frozen: receivers and histories see these names. */
export const NOTICE_EVENTS = ['report.completed', 'report.failed'] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/** Limits, because each recipient gets its own activity. */
export const MAX_WEBHOOKS = 20;
export const MAX_EMAILS = 10;

/** A recipient. Histories hold only this reference: a webhook's URL and secret stay in the catalogue. */
export type NoticeTarget =
  | { readonly kind: 'webhook'; readonly webhookId: string }
  | { readonly kind: 'email'; readonly address: string };

/** For logs and the details of a run. */
export function nameOfTarget(target: NoticeTarget): string {
  switch (target.kind) {
    case 'webhook':
      return `webhook ${target.webhookId}`;
    case 'email':
      return target.address;
  }
}

/**
 * The targets that a caller names, by kind. Requests, answers and stored records hold this shape.
 * Callers do not name webhooks: every enabled webhook receives the notices of every report.
 */
export interface NamedTargets {
  readonly emails: readonly string[];
}

export function toNoticeTargets({ emails }: NamedTargets): NoticeTarget[] {
  return emails.map((address) => ({ kind: 'email', address }));
}

export function toNamedTargets(targets: readonly NoticeTarget[]): NamedTargets {
  return { emails: targets.flatMap((target) => (target.kind === 'email' ? [target.address] : [])) };
}

/** `skipped`: the recipient is disabled. `gone`: the receiver answered 410 and is now disabled. */
export interface NoticeResult {
  readonly outcome: 'delivered' | 'skipped' | 'gone';
  /** For people. */
  readonly note: string;
}

/** The mail server and sender. */
export interface MailSettings {
  /** With credentials, such as `smtp://user:password@host:587`: a secret. */
  readonly smtpUrl: string;
  readonly from: string;
  /** Addresses, and domains as `@example.com`, that get mail once there are keys. */
  readonly recipients: readonly string[];
  /** For each worker. */
  readonly mailsPerHour: number;
}

export interface NoticeSettings {
  /** null: send no e-mail. */
  readonly mail: MailSettings | null;
  /** Whether webhooks may use this machine, its network, and plain HTTP. */
  readonly allowPrivateWebhooks: boolean;
  /** The root URL of the pages, without a trailing slash. */
  readonly publicUrl: string;
}

/** Settings without notices. */
export const NO_NOTICES: NoticeSettings = { mail: null, allowPrivateWebhooks: false, publicUrl: '' };
