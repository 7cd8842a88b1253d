import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/v4';
import { z } from 'zod';
import { type Answer, jsonAnswer } from '../answer';
import { type Shape, select } from '../drive/field-selection';
import { readFields, readQuery, STANDARD_PARAMETERS } from '../drive/read-query';
import { noPermission } from '../refusal';
import type { SeenRequest } from '../request';
import type { Item, World } from '../world';
import { noSuchSpreadsheet, notASpreadsheet } from './sheets-refusals';
import type { Spreadsheet } from './spreadsheet';

export const SPREADSHEET_SHAPE = {
  spreadsheetId: true,
  spreadsheetUrl: true,
  properties: { title: true, locale: true, timeZone: true },
  sheets: {
    properties: {
      sheetId: true,
      title: true,
      index: true,
      sheetType: true,
      gridProperties: { rowCount: true, columnCount: true },
    },
  },
} as const satisfies Shape;

export const spreadsheetParameters = z.strictObject({
  ...STANDARD_PARAMETERS,
  includeGridData: z.literal('false').optional(),
});

/** GET /v4/spreadsheets/{spreadsheetId} */
export function getSpreadsheet(world: World, request: SeenRequest): Answer {
  const { fields } = readQuery(spreadsheetParameters, request);
  const { item, spreadsheet } = openSpreadsheet(world, request);
  const selection = readFields(fields ?? '*', SPREADSHEET_SHAPE, request);
  return jsonAnswer(200, Object(select(toSpreadsheet(item, spreadsheet), selection)));
}

interface OpenSpreadsheet {
  readonly item: Item;
  readonly spreadsheet: Spreadsheet;
}

/** @throws Refusal 404, 403 when it is not shared, 400 for another kind of file. */
export function openSpreadsheet(world: World, request: SeenRequest): OpenSpreadsheet {
  const item = world.find(request.params.spreadsheetId ?? '');
  if (!item) throw noSuchSpreadsheet();
  if (!world.isVisible(item)) throw noPermission();
  if (item.is.kind !== 'sheet') throw notASpreadsheet();
  return { item, spreadsheet: item.is.spreadsheet };
}

function toSpreadsheet(item: Item, { locale, timeZone, tabs }: Spreadsheet): sheets_v4.Schema$Spreadsheet {
  return {
    spreadsheetId: item.id,
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${item.id}/edit`,
    properties: { title: item.name, locale, timeZone },
    sheets: tabs.map(({ title, rowCount, columnCount }, index) => ({
      properties: {
        sheetId: index,
        title,
        index,
        sheetType: 'GRID',
        gridProperties: { rowCount, columnCount },
      },
    })),
  };
}
