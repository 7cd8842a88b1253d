import { HOURS, POLLS, ZONES } from './service';

const ZONE_OF = ['UTC', 'America/New_York', null, 'Mars/Olympus', 'Asia/Kolkata'] as const;
const DAYS = 3;

/** Ids of different lengths and alphabets: sorting by hash or by UTF-16 would give another order. */
export const ODD_STORE_IDS: readonly string[] = [
  ...Array.from({ length: 36 }, (_, store) => `${store * 7_919}`),
  '9223372036854775807',
  '9223372036854775806',
  'é',
  'Ω',
  '\u{1f35c}',
  '\uff5e',
  'a',
  'B',
];

const line = (id: string, isActive: boolean, day: number, hour: number) =>
  `${id},${isActive ? 'active' : 'inactive'},2023-01-${day} ${String(hour).padStart(2, '0')}:${String((day * 7 + hour) % 60).padStart(2, '0')}:00.123456 UTC\n`;

/** Stores with and without hours and zone, silent stores, and a second file that corrects the first. */
export const ODD_STORES: Readonly<Record<string, string>> = {
  'polls-1.csv': `${POLLS}${ODD_STORE_IDS.map((id, store) => pollsOf(id, store)).join('')}`,
  'polls-2.csv': `${POLLS}${ODD_STORE_IDS.filter((_, store) => store % 4 === 1)
    .map((id) => line(id, false, 23, 10) + line(id, true, 24, 12) + line(id, false, 25, 3))
    .join('')}`,
  'hours.csv': `${HOURS}${ODD_STORE_IDS.filter((_, store) => store % 3 > 0)
    .map((id, store) => `${id},${store % 7},09:00,17:30\n${id},1,20:00,02:00\n${id},2,00:00,23:59\n`)
    .join('')}`,
  'zones.csv': `${ZONES}${ODD_STORE_IDS.map((id, store) => {
    const zone = ZONE_OF[store % ZONE_OF.length];
    return zone ? `${id},${zone}\n` : '';
  }).join('')}`,
};

function pollsOf(id: string, store: number): string {
  // Silent in the week: its only poll is earlier.
  if (store % 9 === 8) return line(id, true, 10, 12);
  return Array.from({ length: DAYS * 24 }, (_, hour) => hour)
    .filter((hour) => (hour * 5 + store) % 11 > 1)
    .map((hour) => line(id, (hour * 3 + store) % 7 > 1, 23 + Math.floor(hour / 24), hour % 24))
    .join('');
}
