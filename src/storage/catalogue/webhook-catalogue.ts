import type { NoticeEvent } from '../../contract/notices';

/** An address that receives a notice when a report ends. */
export interface Webhook {
  /** A UUID. */
  readonly id: string;
  readonly url: string;
  readonly events: readonly NoticeEvent[];
  /** `whsec_` and base64: kept readable, because it signs each notice. */
  readonly secret: string;
  /** Signs beside the new secret until then, so that the receiver can change over at any time before. */
  readonly previous: { readonly secret: string; readonly untilMicros: number } | null;
  readonly createdMicros: number;
  /** null: it is in use. */
  readonly disabled: { readonly atMicros: number; readonly reason: string } | null;
}

export interface WebhookCatalogue {
  add(webhook: Webhook): Promise<void>;
  get(id: string): Promise<Webhook | null>;
  /** Oldest first. */
  all(): Promise<readonly Webhook[]>;
  /** Sets a new secret; the one in use becomes the previous one. @returns false when there is no such webhook. */
  rotate(id: string, secret: string, previousUntilMicros: number): Promise<boolean>;
  /** A webhook that is already disabled keeps its first reason. @returns false when there is no such webhook. */
  disable(id: string, atMicros: number, reason: string): Promise<boolean>;
  /** @returns false when there is no such webhook. */
  remove(id: string): Promise<boolean>;
}
