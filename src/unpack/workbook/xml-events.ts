import { StringDecoder } from 'node:string_decoder';
import sax from 'sax';
import { cannotOpen } from '../cannot-open';

/** Spreadsheet programs nest some ten elements. */
const MAX_DEPTH = 100;

/** Names come without their prefix: `x:row` is `row`. */
export interface XmlListener {
  onOpen(name: string, attributes: Readonly<Record<string, string>>): void;
  onClose(name: string): void;
  onText(text: string): void;
}

/**
 * Parses XML piece by piece.
 * @returns a generator that parses one chunk at each step: the caller may stop between them.
 */
export async function* xmlEvents(
  chunks: AsyncIterable<Buffer>,
  { onOpen, onClose, onText }: XmlListener,
): AsyncGenerator<void> {
  const decoder = new StringDecoder('utf8');
  const parser = sax.parser(true, { position: false });
  let damage: Error | null = null;
  parser.onerror = (error) => {
    damage ??= error;
  };
  // A document type could define texts that grow without bounds. No spreadsheet program writes one.
  parser.ondoctype = () => {
    damage ??= new Error('it has a document type');
  };
  let depth = 0;
  parser.onopentag = (tag) => {
    // The parser keeps all that are open.
    if (++depth > MAX_DEPTH) damage ??= new Error(`its elements lie more than ${MAX_DEPTH} deep`);
    if (!('ns' in tag)) onOpen(localName(tag.name), tag.attributes);
  };
  parser.onclosetag = (name) => {
    depth--;
    onClose(localName(name));
  };
  parser.ontext = onText;
  parser.oncdata = onText;
  for await (const chunk of chunks) {
    parser.write(decoder.write(chunk));
    if (damage) throw damagedXml(damage);
    yield;
  }
  parser.close();
  if (damage) throw damagedXml(damage);
}

/** Parses XML from its start to its end. */
export async function readXml(chunks: AsyncIterable<Buffer>, listener: XmlListener): Promise<void> {
  for await (const _step of xmlEvents(chunks, listener));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function damagedXml(error: Error) {
  return cannotOpen(
    `it is a damaged workbook (${error.message.split('\n')[0]})`,
    'Open it in a spreadsheet program and save it again.',
    error,
  );
}
