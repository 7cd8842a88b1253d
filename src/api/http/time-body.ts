import type { Span } from '../../contract/report';
import { formatInstant, MICROS_PER_SECOND } from '../../domain/time/instants';

export function spanBody({ fromMicros, toMicros }: Span): { readonly from: string; readonly to: string } {
  return { from: formatInstant(fromMicros), to: formatInstant(toMicros) };
}

export function toSeconds(micros: number): number {
  return micros / MICROS_PER_SECOND;
}
