import type { Content, Margins } from 'pdfmake/interfaces';
import { METHOD_FACTS } from '../../contract/methods';
import type { ReportDocument } from '../../contract/report';
import { pinnedVersion, VERSIONED_FACTS, VERSIONED_KINDS } from '../../contract/versioned-inputs';
import { fleetTotals, uptimeDistribution } from '../../domain/report/fleet-totals';
import { knownTenths } from '../../domain/report/total-ratios';
import { leftOutOfTotals } from '../../domain/wording/quality-words';
import {
  counted,
  durationWords,
  instantWords,
  methodName,
  methodSentence,
  percentWords,
  uptimeBaseWords,
} from '../../domain/wording/report-words';
import { distributionChart } from '../../pictures/distribution-chart';
import { heatMap } from '../../pictures/heat-map';
import { printSkin } from '../../pictures/print-skin';
import { windowBars } from '../../pictures/window-bars';
import { rule, section } from './layout';
import { brokenText, printableText } from './printable-text';
import { storeList } from './store-list';
import { STYLES, TEXT_WIDTH } from './theme';

/** List up to so many stores one by one; draw more as a distribution. */
export const FEW_STORES = 12;
/** The width of the word before an id. */
const STORE_WIDTH = 40;

/** The title, the report's facts, the fleet's totals, and the comparison of its stores. */
export function firstPage(document: ReportDocument): Content[] {
  const { stores, pins } = document;
  const spacing = spacingOf(document);
  const hourUnit = stores.length <= FEW_STORES ? 'minutes' : 'hours';
  const below = spacing === 'roomy' ? 28 : 14;
  if (stores.length === 0) return [...masthead(document), noStores(), ...factsBlock(document)];
  const notes = readFirst(document);
  return [
    ...masthead(document),
    {
      svg: windowBars({ totals: fleetTotals(stores), method: pins.method, hourUnit, spacing }, printSkin),
      margin: [0, 4, 0, notes === '' ? below : 4],
    },
    ...(notes === '' ? [] : [{ text: notes, style: 'note', margin: [0, 0, 0, below - 10] as Margins }]),
    ...(stores.length <= FEW_STORES ? listed(document) : [...byTheHour(document), ...distributed(document)]),
    ...factsBlock(document),
  ];
}

/** What a reader should know before the totals; empty where all is well. */
function readFirst({ stores, quality: { warnings } }: ReportDocument): string {
  const leftOut = leftOutOfTotals(stores.filter(({ week }) => week === null).length);
  const count = warnings.length;
  const pointer = `Read the ${counted(count, 'warning')} under “Data quality” before you rely on these numbers.`;
  return [...(leftOut === null ? [] : [leftOut]), ...(count === 0 ? [] : [pointer])].join(' ');
}

/** @returns the report's title and a line below it, for the top of the first page */
export function masthead({ pins, stores }: ReportDocument): Content[] {
  const [store] = stores;
  const whose =
    store && stores.length === 1 ? `Store ${idOnItsLines(store.storeId)}` : counted(stores.length, 'store');
  return [
    { text: 'LOOPWATCH', style: 'brand' },
    { text: 'Uptime report', style: 'title', margin: [0, 3, 0, 2] },
    { text: `The week up to ${instantWords(pins.asOfMicros)}`, style: 'subtitle' },
    { text: whose, style: 'subtitle' },
    rule(stores.length === 1 ? [0, 6, 0, 9] : [0, 9, 0, 14]),
  ];
}

function idOnItsLines(storeId: string): string {
  return brokenText(printableText(storeId), TEXT_WIDTH - STORE_WIDTH, STYLES.subtitle.fontSize);
}

/** The method, the coverage of the week, and the versions of the inputs. */
export function factsBlock(document: ReportDocument, more: readonly Content[] = []): Content[] {
  const { pins } = document;
  const facts = [
    `Method ${methodName(pins)}`,
    `log version ${pins.logVersion}`,
    ...VERSIONED_KINDS.map((kind) => {
      const { name } = VERSIONED_FACTS[kind];
      const version = pinnedVersion(pins, kind);
      return version === 0 ? `no ${name} ingested` : `${name} version ${version}`;
    }),
    `tz database ${pins.tzdbVersion}`,
  ];
  return [
    {
      unbreakable: true,
      stack: [
        rule([0, 9, 0, 6]),
        { text: methodSentence(pins), style: 'note' },
        { text: `${coverageSentence(document)} ${newestSentence(document)}`.trim(), style: 'note' },
        { text: facts.map(unbroken).join('  ·  '), style: 'small', margin: [0, 5, 0, 0] },
        ...more,
      ],
    },
  ];
}

/** Keeps a fact on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

function coverageSentence({ stores, pins }: ReportDocument): string {
  if (!METHOD_FACTS[pins.method].knowsUnknown || stores.length === 0) return '';
  const { week } = fleetTotals(stores);
  if (week === null) return 'Coverage: not known.';
  const share = knownTenths(week);
  if (share === null) return 'There were no business hours in the week.';
  return `Coverage: the status is known for ${percentWords(share)} of the week’s business time.`;
}

function newestSentence({ pins, quality }: ReportDocument): string {
  if (quality.newestPollMicros === null) return 'There was no poll in the week.';
  const age = pins.asOfMicros - quality.newestPollMicros;
  return age === 0
    ? 'The report speaks for the instant of its newest poll.'
    : `The newest poll was ${durationWords(age)} old.`;
}

function noStores(): Content {
  return {
    text: 'There is no store to report on: the log holds no poll of any store asked for, up to this instant.',
    style: 'body',
    margin: [0, 0, 0, 12],
  };
}

/** A fleet's page has three pictures where the heat map is known. */
function spacingOf({ stores, heat }: ReportDocument): 'roomy' | 'compact' {
  return stores.length > FEW_STORES && heat ? 'compact' : 'roomy';
}

function byTheHour({ heat }: ReportDocument): Content[] {
  if (!heat) return [];
  const caption = 'Percent of the known business time that stores were up, by the clock of each store.';
  return section('The week by the hour', caption, [{ svg: heatMap(heat, printSkin), margin: [0, 0, 0, 12] }]);
}

function distributed(document: ReportDocument): Content[] {
  const { stores, pins } = document;
  const { method } = pins;
  const distribution = uptimeDistribution(stores, METHOD_FACTS[method].uptimeEdges);
  const share = uptimeBaseWords(method);
  return section('How the stores did', `Stores by uptime in the last week: ${share} that a store was up.`, [
    { svg: distributionChart({ distribution, method, spacing: spacingOf(document) }, printSkin) },
  ]);
}

function listed({ stores, pins }: ReportDocument): Content[] {
  return section('The stores', 'The last week, store by store.', [storeList(stores, pins.method)]);
}
