import { byInputKind, INPUT_KINDS } from '../../src/contract/inputs';
import {
  byVersionedKind,
  VERSIONED_KINDS,
  versionFields,
  versionKeys,
  versionPaths,
  versionPins,
} from '../../src/contract/versioned-inputs';

/** The type checker finds a missing kind. These tests find a repeated value and a wrong order. */
describe('the tables of inputs with versions', () => {
  const pairs = (suffix: string) => VERSIONED_KINDS.map((kind) => [`${kind}${suffix}`, kind]);

  it('give each kind its own value, in the order of the reports', async () => {
    expect(Object.entries(byVersionedKind((kind) => kind))).toEqual(pairs(''));
    expect(Object.entries(versionPins((kind) => kind))).toEqual(pairs('Version'));
    expect(Object.entries(versionFields((kind) => kind))).toEqual(pairs('_version'));
    expect(Object.entries(versionKeys((kind) => kind))).toEqual(pairs('Key'));
    expect(Object.entries(await versionPaths(async (kind) => kind))).toEqual(pairs('Path'));
  });

  it('follow the polls in the table of all inputs', () => {
    expect(INPUT_KINDS).toEqual(['polls', ...VERSIONED_KINDS]);
    expect(Object.entries(byInputKind((kind) => kind))).toEqual(INPUT_KINDS.map((kind) => [kind, kind]));
  });
});
