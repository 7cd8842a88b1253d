import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { systemCodeOf } from '../../contract/disk-errors';
import type { PeekInto } from '../../unpack/peek-into';
import { type ContentVerdict, judgeContent, passOver } from '../judge-content';
import { judgeName } from '../judge-name';
import { containedPath } from './contained-path';
import { faultOfProcess } from './fault-of-copy';
import { type Look, lookAt } from './look-at';

const TYPE_WORDS: Readonly<Record<Exclude<Look['type'], 'file'>, string>> = {
  folder: 'it is a folder: the files in it are not read.',
  pipe: 'it is a pipe, not a file.',
  socket: 'it is a socket, not a file.',
  device: 'it is a device, not a file.',
};

const OUT_OF_FOLDER = 'it is a link out of the folder: put the file itself there.';

/** Looks at an entry before anything opens it: opening a pipe would wait for its other end. */
export async function lookAtEntry(folder: string, name: string): Promise<Look | ContentVerdict> {
  const byName = judgeName(name);
  try {
    const place = await containedPath(folder, name);
    if (place === null) return passOver(name, byName.looks ? OUT_OF_FOLDER : byName.reason, byName);
    const look = await lookAt(place);
    if (!byName.looks) return passOver(name, byName.reason, byName);
    return look.type === 'file' ? look : passOver(name, TYPE_WORDS[look.type], byName);
  } catch (error) {
    if (!byName.looks) return passOver(name, byName.reason, byName);
    const fault = faultOfProcess(error);
    if (fault) throw fault;
    const code = systemCodeOf(error);
    if (code === 'ENOENT') {
      const isLink = await lstat(path.join(folder, name)).catch(() => null);
      // It was removed after the folder was listed.
      if (!isLink) return { files: [], passedOver: [] };
      return passOver(name, 'it is a link to a file that is not there.', byName);
    }
    if (code === 'ELOOP') return passOver(name, 'it is a link that leads to itself.', byName);
    return unreadable(name, error, byName.mayBeInput);
  }
}

/** Looks into a file. */
export async function judgeFile(
  folder: string,
  name: string,
  look: Look,
  peek: PeekInto,
): Promise<ContentVerdict> {
  const { mayBeInput } = judgeName(name);
  const file = { fileId: name, name, sizeBytes: look.sizeBytes, fingerprint: look.fingerprint };
  try {
    return await judgeContent(path.join(folder, name), file, mayBeInput, peek);
  } catch (error) {
    const fault = faultOfProcess(error);
    if (fault) throw fault;
    return unreadable(name, error, mayBeInput);
  }
}

/** One that may be an input is listed: fetching it fails and names it, so that no report goes on without it. */
function unreadable(name: string, error: unknown, mayBeInput: boolean): ContentVerdict {
  if (!mayBeInput) return passOver(name, `it cannot be read (${systemCodeOf(error) ?? String(error)}).`);
  return { files: [{ fileId: name, name, sizeBytes: null, fingerprint: '' }], passedOver: [] };
}
