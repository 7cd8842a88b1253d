import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/v4';
import { z } from 'zod';
import { type Answer, jsonAnswer } from '../answer';
import { type Shape, select } from '../drive/field-selection';
import { readFields, readQuery, STANDARD_PARAMETERS } from '../drive/read-query';
import type { SeenRequest } from '../request';
import type { World } from '../world';
import { type CellBlock, nameRange, readRange } from './a1-range';
import { DATE_TIME_RENDER_OPTIONS, type Rendering, renderCell, VALUE_RENDER_OPTIONS } from './cells';
import { openSpreadsheet } from './sheets-get';

export const VALUE_RANGE_SHAPE = { range: true, majorDimension: true, values: true } as const satisfies Shape;

export const valuesParameters = z.strictObject({
  ...STANDARD_PARAMETERS,
  majorDimension: z.literal('ROWS').optional(),
  valueRenderOption: z.enum(VALUE_RENDER_OPTIONS).default('FORMATTED_VALUE'),
  dateTimeRenderOption: z.enum(DATE_TIME_RENDER_OPTIONS).default('SERIAL_NUMBER'),
});

/** GET /v4/spreadsheets/{spreadsheetId}/values/{range} */
export function getValues(world: World, request: SeenRequest): Answer {
  const query = readQuery(valuesParameters, request);
  const selection = readFields(query.fields ?? '*', VALUE_RANGE_SHAPE, request);
  const { spreadsheet } = openSpreadsheet(world, request);
  const block = readRange(request.params.range ?? '', spreadsheet);
  const values = readBlock(block, { value: query.valueRenderOption, dateTime: query.dateTimeRenderOption });
  const valueRange: sheets_v4.Schema$ValueRange = {
    range: nameRange(block),
    majorDimension: 'ROWS',
    ...(values.length > 0 && { values }),
  };
  return jsonAnswer(200, Object(select(valueRange, selection)));
}

type Value = ReturnType<typeof renderCell>;

/** Removes empty cells at the end of rows, and empty rows at the end. */
function readBlock(block: CellBlock, rendering: Rendering): Value[][] {
  const { tab, firstRow, firstColumn, endColumn } = block;
  const endRow = Math.min(block.endRow, tab.filledRows);
  const rows: Value[][] = [];
  for (let index = firstRow; index < endRow; index++) {
    const row = tab.row(index).slice(firstColumn, endColumn);
    rows.push(
      withoutEmptyEnd(
        row.map((cell) => renderCell(cell, rendering)),
        (value) => value === '',
      ),
    );
  }
  return withoutEmptyEnd(rows, (row) => row.length === 0);
}

function withoutEmptyEnd<T>(list: T[], isEmpty: (item: T) => boolean): T[] {
  const last = list.findLastIndex((item) => !isEmpty(item));
  return list.slice(0, last + 1);
}
