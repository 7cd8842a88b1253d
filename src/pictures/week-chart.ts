import { METHOD_FACTS, type Method } from '../contract/methods';
import type { Span, StoreWeek, StretchStatus } from '../contract/report';
import { formatHundredths, hundredthsOf } from '../domain/numbers/rounding';
import { MICROS_PER_HOUR } from '../domain/time/instants';
import { overlapMicros } from '../domain/time/windows';
import { Drawing } from './drawing';
import { type LocalDay, localDaysOf } from './local-days';
import { PICTURE_WIDTH } from './picture-width';
import type { Skin } from './skin';
import { drawPoll, drawWeekLegend } from './week-legend';

const ROW = { top: 18, height: 20.5, bar: 12 };
const AXIS = { left: 64, hourWidth: 13 };
const STATUSES: readonly StretchStatus[] = ['up', 'down', 'unknown'];
/** The right edge of each column of sums; a column is as wide as its head. */
const SUM_RIGHT: Readonly<Record<StretchStatus, number>> = {
  up: PICTURE_WIDTH - 84,
  down: PICTURE_WIDTH - 46,
  unknown: PICTURE_WIDTH,
};

interface WeekChartInput {
  readonly week: StoreWeek;
  readonly window: Span;
  /** The zone of the local dates. */
  readonly clock: string;
  readonly method: Method;
  /** Whether the business time is known; else only the polls are drawn. */
  readonly isKnown: boolean;
}

/** One row a local date: business hours outlined, their status inside, and the polls below. */
export function weekChart(input: WeekChartInput, skin: Skin): string {
  const days = localDaysOf(input.window, input.clock);
  const bottom = ROW.top + days.length * ROW.height;
  const drawing = new Drawing(PICTURE_WIDTH, bottom + 16, skin);
  drawAxis(drawing, bottom, input);
  days.forEach((day, index) => {
    const row = new DayRow(drawing, day, ROW.top + index * ROW.height, input);
    row.draw();
  });
  drawWeekLegend(drawing, bottom + 10, input);
  return drawing.toSvg({
    title: 'The week, day by day',
    description: 'A row a local date: business hours, what was up, down and unknown in them, and the polls',
  });
}

function drawAxis(drawing: Drawing, bottom: number, { method, isKnown }: WeekChartInput): void {
  for (let hour = 0; hour <= 24; hour += 3) {
    const x = AXIS.left + hour * AXIS.hourWidth;
    drawing.line(x, ROW.top - 5, x, bottom - 4, 'hairline', 0.5);
    const label = `${String(hour).padStart(2, '0')}:00`;
    drawing.text(x, ROW.top - 9, label, { size: 7, colour: 'muted', anchor: 'middle' });
  }
  if (!isKnown || !METHOD_FACTS[method].tellsWhen) return;
  STATUSES.forEach((status) => {
    drawing.text(SUM_RIGHT[status], ROW.top - 9, `${status}, h`, {
      size: 6.5,
      colour: 'muted',
      anchor: 'end',
    });
  });
}

class DayRow {
  constructor(
    private readonly drawing: Drawing,
    private readonly day: LocalDay,
    private readonly top: number,
    private readonly input: WeekChartInput,
  ) {}

  draw(): void {
    const { drawing, day, top, input } = this;
    drawing.text(0, top + 10, day.label, { size: 8, bold: true });
    if (day.hours !== 24) {
      drawing.text(0, top + 18, `${day.hours}-hour day`, { size: 6.5, colour: 'muted' });
    }
    if (input.isKnown) this.#drawBusiness();
    else this.#drawNotKnown();
    this.#drawPolls();
  }

  #drawBusiness(): void {
    const { drawing, top, input } = this;
    this.#eachInDay([input.window], (x, width) => drawing.rect(x, top, width, ROW.bar, { fill: 'band' }));
    this.#eachInDay(input.week.business, (x, width) =>
      drawing.rect(x, top, width, ROW.bar, { fill: 'paper' }),
    );
    for (const status of STATUSES) {
      const stretches = input.week.stretches.filter((stretch) => stretch.status === status);
      this.#eachInDay(stretches, (x, width) => drawing[status](x, top, width, ROW.bar));
    }
    this.#drawSkipped();
    this.#eachInDay(input.week.business, (x, width) =>
      drawing.rect(x, top, width, ROW.bar, { stroke: 'ink', strokeWidth: 0.8 }),
    );
    if (METHOD_FACTS[input.method].tellsWhen) this.#drawSums();
  }

  #drawNotKnown(): void {
    const { drawing, top, input } = this;
    this.#eachInDay([input.window], (x, width) =>
      drawing.rect(x, top, width, ROW.bar, { stroke: 'hairline', strokeWidth: 0.8 }),
    );
    drawing.text(PICTURE_WIDTH, top + 10, 'not known', { size: 7.5, colour: 'muted', anchor: 'end' });
  }

  #eachInDay(spans: readonly Span[], use: (x: number, width: number) => void): void {
    for (const { fromMicros, toMicros } of spans) {
      const from = Math.max(fromMicros, this.day.fromMicros);
      const to = Math.min(toMicros, this.day.toMicros);
      if (from < to) use(this.#x(from), this.#x(to) - this.#x(from));
    }
  }

  #x(micros: number): number {
    return AXIS.left + this.day.hourOf(micros) * AXIS.hourWidth;
  }

  #drawSkipped(): void {
    const { skipped } = this.day;
    if (!skipped) return;
    const x = AXIS.left + skipped.fromHour * AXIS.hourWidth;
    const width = (skipped.toHour - skipped.fromHour) * AXIS.hourWidth;
    this.drawing.rect(x, this.top, width, ROW.bar, { fill: 'paper' });
  }

  #drawPolls(): void {
    const { fromMicros, toMicros } = this.day;
    const lane = this.top + ROW.bar + 1.5;
    for (const { atMicros, active } of this.input.week.polls) {
      if (atMicros < fromMicros || atMicros >= toMicros) continue;
      drawPoll(this.drawing, this.#x(atMicros), lane, active);
    }
  }

  /** A day that is partly in the week can have its business hours in the other part. */
  #closedWords(): string {
    const { day, input } = this;
    if (day.toMicros > input.window.toMicros) return 'not open so far';
    return day.fromMicros < input.window.fromMicros ? 'closed by then' : 'closed';
  }

  #drawSums(): void {
    const { drawing, day, top, input } = this;
    if (!input.week.business.some((span) => overlapMicros(span.fromMicros, span.toMicros, day) > 0)) {
      const look = { size: 7.5, colour: 'muted', anchor: 'end' } as const;
      drawing.text(PICTURE_WIDTH, top + 10, this.#closedWords(), look);
      return;
    }
    STATUSES.forEach((status) => {
      const micros = input.week.stretches
        .filter((stretch) => stretch.status === status)
        .reduce((sum, stretch) => sum + overlapMicros(stretch.fromMicros, stretch.toMicros, day), 0);
      drawing.text(SUM_RIGHT[status], top + 10, formatHundredths(hundredthsOf(micros, MICROS_PER_HOUR)), {
        size: 7.5,
        bold: status === 'down' && micros > 0,
        colour: micros > 0 ? 'ink' : 'muted',
        anchor: 'end',
      });
    });
  }
}
