import { HOURS, POLLS, ZONES } from './service';

const STORES = ['1', '2', '3', '4', '5'];
const STATUSES = ['active', 'active', 'inactive', 'active', 'active', 'active', 'inactive'];
const DAYS = 10;

/** Polls of each store each hour from 09:30 to 20:30 for days of January 2023. */
function polls(fromDay: number, toDay: number): string {
  const rows: string[] = [];
  for (let day = fromDay; day < toDay; day++)
    for (let hour = 9; hour <= 20; hour++)
      for (const [index, store] of STORES.entries()) {
        const status = STATUSES[(day * 12 + hour + index * 3) % STATUSES.length];
        rows.push(`${store},${status},2023-01-${pad(day)} ${pad(hour)}:30:00 UTC\n`);
      }
  return rows.join('');
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

const hoursOf = (store: string) =>
  Array.from({ length: 7 }, (_, day) => `${store},${day},10:00:00,19:00:00\n`).join('');

/** What a release first ingests. One row of each file goes to quarantine. */
export const POLLS_ROWS = `${POLLS}${polls(15, 15 + DAYS)}1,broken,2023-01-20 10:00:00 UTC\n`;
export const HOURS_ROWS = `${HOURS}${['1', '2'].map(hoursOf).join('')}9,9,10:00:00,19:00:00\n`;
export const ZONES_ROWS = `${ZONES}1,America/New_York\n2,Europe/Berlin\n9,Nowhere/Else\n`;
/** What comes later. */
export const LATER = {
  polls: polls(25, 26),
  morePolls: `${POLLS}6,active,2023-01-25 12:00:00 UTC\n6,inactive,2023-01-25 13:00:00 UTC\n6,active,yesterday\n`,
  hours: hoursOf('3'),
  zones: '3,Asia/Tokyo\n',
};
