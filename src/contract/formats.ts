/** The files that a report is made as. Lists, forms and links keep this order. */
export const FORMATS = ['csv', 'json', 'pdf'] as const;
export type ReportFormat = (typeof FORMATS)[number];

/** What every room asks of a format instead of its name; src/compute/render-file.ts has the renderers. */
export interface FormatFacts {
  readonly label: string;
  /** Follows the label in the form. */
  readonly purpose: string;
  readonly mediaType: string;
  /** Worth compressing on its way; a PDF is compressed already. */
  readonly isText: boolean;
  /** Draws the weeks of a few stores, so it needs their intervals and polls. */
  readonly drawsWeeks: boolean;
  /** Attached to a mail, unless it is too large. */
  readonly isMailed: boolean;
}

export const FORMAT_FACTS: Readonly<Record<ReportFormat, FormatFacts>> = {
  csv: {
    label: 'CSV',
    purpose: 'for a spreadsheet',
    mediaType: 'text/csv; charset=utf-8',
    isText: true,
    drawsWeeks: false,
    isMailed: false,
  },
  json: {
    label: 'JSON',
    purpose: 'for a program',
    mediaType: 'application/json; charset=utf-8',
    isText: true,
    drawsWeeks: false,
    isMailed: false,
  },
  pdf: {
    label: 'PDF',
    purpose: 'to print',
    mediaType: 'application/pdf',
    isText: false,
    drawsWeeks: true,
    isMailed: true,
  },
};

/** One value for each format, keyed by it. */
export function byFormat<T>(make: (format: ReportFormat) => T): Readonly<Record<ReportFormat, T>> {
  return { csv: make('csv'), json: make('json'), pdf: make('pdf') };
}

export function reportFileName(format: ReportFormat): string {
  return `report.${format}`;
}
