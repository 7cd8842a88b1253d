import type { PassedOver } from '../../contract/input-states';
import { counted } from './report-words';

/** Each file that was passed over on a line of its own, with the reason. */
export function listPassedOver({ files, more }: PassedOver, most = files.length): string[] {
  const rest = more + Math.max(files.length - most, 0);
  return [
    ...files.slice(0, most).map(({ name, reason }) => `${oneLine(name)}: ${reason}`),
    ...(rest > 0 ? [`and ${counted(rest, 'more file')}`] : []),
  ];
}

/** The names in a sentence; null where nothing was passed over. */
export function describePassedOver({ files, more }: PassedOver): string | null {
  const count = files.length + more;
  if (count === 0) return null;
  const names = files.slice(0, 5).map(({ name }) => oneLine(name));
  const rest = count - names.length;
  return `${counted(count, 'file')} passed over: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

/** What a report warns of: files that could have been meant as inputs. */
export function passedOverWarnings(passedOver: PassedOver): string[] {
  const files = passedOver.files.filter(({ mayBeInput }) => mayBeInput);
  return listPassedOver({ files, more: 0 }, 10).map((line) => `Passed over: ${line}`);
}

/** A name may hold line breaks. */
function oneLine(name: string): string {
  return name.replace(/\p{Cc}+/gu, ' ');
}
