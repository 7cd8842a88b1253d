import type { Entry } from 'yauzl';
import { cannotOpen } from '../cannot-open';
import type { UnpackLimits } from '../unpack-limits';
import type { ZipArchive } from '../zip-archive';
import { unescapeText } from './unescape-text';
import { xmlEvents } from './xml-events';

/**
 * The texts that cells refer to by number.
 * @param needed how many of the first ones; it reads no further.
 */
export async function readSharedTexts(
  archive: ZipArchive,
  entry: Entry | null,
  limits: UnpackLimits,
  needed = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  const texts: string[] = [];
  if (!entry || needed <= 0) return texts;
  let text = '';
  let chars = 0;
  let inText = false;
  let phonetic = 0;
  const events = xmlEvents(archive.read(entry), {
    onOpen(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic++;
      inText = name === 't' && phonetic === 0;
    },
    onText(piece) {
      if (!inText) return;
      text += piece;
      if (text.length > limits.maxCellChars) throw tooLongText(limits);
    },
    onClose(name) {
      inText = false;
      if (name === 'rPh') phonetic--;
      if (name !== 'si') return;
      chars += text.length;
      texts.push(unescapeText(text));
    },
  });
  for await (const _step of events) {
    if (texts.length > limits.maxSharedTexts || chars + text.length > limits.maxSharedChars) {
      throw cannotOpen(
        `it holds more different texts than fit into memory (${limits.maxSharedTexts.toLocaleString('en')}, or ${limits.maxSharedChars.toLocaleString('en')} characters)`,
        'Save its sheets as CSV.',
      );
    }
    if (texts.length >= needed) break;
  }
  return texts;
}

function tooLongText({ maxCellChars }: UnpackLimits) {
  return cannotOpen(`it has a cell of more than ${maxCellChars} characters`, 'Save its sheets as CSV.');
}
