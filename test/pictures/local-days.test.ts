import { parseInstant } from '../../src/domain/time/instants';
import { localDaysOf } from '../../src/pictures/local-days';

const at = (text: string) => parseInstant(text) ?? Number.NaN;
const days = (from: string, to: string, zone: string) =>
  localDaysOf({ fromMicros: at(from), toMicros: at(to) }, zone);

describe('localDaysOf', () => {
  it('names the local dates that a week touches', () => {
    const week = days('2023-01-18 18:00:00', '2023-01-25 18:00:00', 'America/New_York');
    expect(week.map((day) => day.label)).toEqual([
      'Wed 18 Jan',
      'Thu 19 Jan',
      'Fri 20 Jan',
      'Sat 21 Jan',
      'Sun 22 Jan',
      'Mon 23 Jan',
      'Tue 24 Jan',
      'Wed 25 Jan',
    ]);
    expect(week[0]?.fromMicros).toBe(at('2023-01-18 05:00:00'));
    expect(week[0]?.hourOf(at('2023-01-18 18:30:00'))).toBe(13.5);
  });

  it('returns seven days if the week ends at midnight', () => {
    expect(days('2023-01-18 00:00:00', '2023-01-25 00:00:00', 'UTC')).toHaveLength(7);
  });

  it('leaves out the hour that the clock skips', () => {
    const [day] = days('2023-03-12 12:00:00', '2023-03-12 13:00:00', 'America/New_York');
    expect(day).toMatchObject({ hours: 23, skipped: { fromHour: 2, toHour: 3 } });
    expect(day?.hourOf(at('2023-03-12 06:30:00'))).toBe(1.5);
    expect(day?.hourOf(at('2023-03-12 07:30:00'))).toBe(3.5);
    expect(day?.hourOf(at('2023-03-13 04:00:00'))).toBe(24);
  });

  it('places an hour that occurs twice at half width each, in order', () => {
    const [day] = days('2023-11-05 12:00:00', '2023-11-05 13:00:00', 'America/New_York');
    expect(day).toMatchObject({ hours: 25, skipped: null });
    const hours = ['05:00', '05:30', '06:00', '06:30', '07:00', '08:00'].map((time) =>
      day?.hourOf(at(`2023-11-05 ${time}:00`)),
    );
    expect(hours).toEqual([1, 1.25, 1.5, 1.75, 2, 3]);
    expect(day?.hourOf(at('2023-11-06 05:00:00'))).toBe(24);
  });

  it('starts a day at 01:00 if the clock skips midnight', () => {
    const [day] = days('2023-03-26 12:00:00', '2023-03-26 13:00:00', 'Asia/Beirut');
    expect(day).toMatchObject({ hours: 23, skipped: null });
    expect(day?.hourOf(at('2023-03-25 22:00:00'))).toBe(1);
    expect(day?.hourOf(at('2023-03-26 21:00:00'))).toBe(24);
  });
});
