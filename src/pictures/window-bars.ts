import { METHOD_FACTS, type Method } from '../contract/methods';
import { WINDOWS, type WindowName } from '../contract/report';
import type { FleetTotals, WindowTotals } from '../domain/report/fleet-totals';
import { knownTenths, uptimeTenths } from '../domain/report/total-ratios';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '../domain/time/instants';
import { amountWords, percentWords } from '../domain/wording/report-words';
import { Drawing } from './drawing';
import { PICTURE_WIDTH } from './picture-width';
import type { Skin } from './skin';

const ROW_HEIGHT = { roomy: 74, compact: 53 } as const;
const BAR = { left: 138, height: 18, top: 12 };
const BAR_WIDTH = PICTURE_WIDTH - BAR.left - 0.5;
const LEGEND_STEP = 92;

interface BarsInput {
  readonly totals: FleetTotals;
  readonly method: Method;
  /** Of the last hour; the longer windows are in hours. */
  readonly hourUnit: 'minutes' | 'hours';
  readonly spacing: keyof typeof ROW_HEIGHT;
}

/** One row a window: the share of known time that was up, and a bar of up, down and unknown time. */
export function windowBars({ totals, method, hourUnit, spacing }: BarsInput, skin: Skin): string {
  const rowHeight = ROW_HEIGHT[spacing];
  const drawing = new Drawing(PICTURE_WIDTH, rowHeight * (WINDOWS.length - 1) + 50, skin);
  WINDOWS.forEach((window, row) => {
    const inMinutes = window === 'hour' && hourUnit === 'minutes';
    const ofWindow = totals[window];
    const top = row * rowHeight;
    drawShare(drawing, top, window, ofWindow, method);
    if (ofWindow === null) {
      drawNotKnown(drawing, top + BAR.top);
      return;
    }
    const amount = (micros: bigint) =>
      `${amountWords(micros, inMinutes ? MICROS_PER_MINUTE : MICROS_PER_HOUR)} ${inMinutes ? 'min' : 'h'}`;
    drawBar(drawing, top + BAR.top, ofWindow);
    drawAmounts(drawing, top + BAR.top + BAR.height + 13, ofWindow, amount);
    const open = `${METHOD_FACTS[method].closedIsDown ? '' : 'of '}${amount(ofWindow.businessMicros)} open`;
    drawing.text(PICTURE_WIDTH, top + BAR.top + BAR.height + 13, open, {
      size: 8.5,
      colour: 'muted',
      anchor: 'end',
    });
  });
  return drawing.toSvg();
}

function drawShare(
  drawing: Drawing,
  top: number,
  window: WindowName,
  totals: WindowTotals | null,
  method: Method,
): void {
  const share = uptimeTenths(totals);
  drawing.text(0, top + 7, `Last ${window}`, { size: 9, bold: true, colour: 'muted' });
  drawing.text(0, top + 33, percentWords(share), { size: 26, bold: true });
  drawing.text(0, top + 45, shareCaption(totals, method, share), { size: 7.5, colour: 'muted' });
}

function shareCaption(totals: WindowTotals | null, method: Method, share: number | null): string {
  if (totals === null) return 'not known';
  if (METHOD_FACTS[method].closedIsDown) return 'of the whole window up';
  if (share !== null) return `of the known time up; ${percentWords(knownTenths(totals))} known`;
  return totals.businessMicros === 0n ? 'no business hours' : 'nothing is known';
}

function drawBar(drawing: Drawing, top: number, totals: WindowTotals): void {
  const unknown = totals.unknownMicros ?? 0n;
  const whole = totals.upMicros + totals.downMicros + unknown;
  const widthOf = (micros: bigint) => (whole === 0n ? 0 : (Number(micros) / Number(whole)) * BAR_WIDTH);
  const up = widthOf(totals.upMicros);
  const down = widthOf(totals.downMicros);
  if (whole === 0n) drawInBar(drawing, top, 'Closed: no business hours in this window');
  else {
    drawing.up(BAR.left, top, up, BAR.height);
    drawing.down(BAR.left + up, top, down, BAR.height);
    if (unknown > 0n) drawing.unknown(BAR.left + up + down, top, widthOf(unknown), BAR.height);
  }
  drawing.rect(BAR.left, top, BAR_WIDTH, BAR.height, { stroke: 'muted', strokeWidth: 0.5 });
}

function drawNotKnown(drawing: Drawing, top: number): void {
  drawInBar(drawing, top, 'Not known: the menu hours or the timezone cannot be read');
  drawing.rect(BAR.left, top, BAR_WIDTH, BAR.height, { stroke: 'muted', strokeWidth: 0.5 });
}

function drawInBar(drawing: Drawing, top: number, words: string): void {
  drawing.text(BAR.left + 8, top + 12.2, words, { size: 8, colour: 'muted' });
}

function drawAmounts(
  drawing: Drawing,
  baseline: number,
  totals: WindowTotals,
  amount: (micros: bigint) => string,
): void {
  const swatch = (column: number) => [BAR.left + column * LEGEND_STEP, baseline - 6, 7, 7] as const;
  const word = (column: number, text: string) =>
    drawing.text(BAR.left + column * LEGEND_STEP + 11, baseline, text, { size: 8.5 });
  drawing.up(...swatch(0));
  word(0, `Up ${amount(totals.upMicros)}`);
  drawing.down(...swatch(1));
  word(1, `Down ${amount(totals.downMicros)}`);
  if (totals.unknownMicros !== null) {
    drawing.unknown(...swatch(2));
    drawing.rect(...swatch(2), { stroke: 'unknownLine', strokeWidth: 0.5 });
    word(2, `Unknown ${amount(totals.unknownMicros)}`);
  }
}
