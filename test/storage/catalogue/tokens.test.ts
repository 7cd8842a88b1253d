import { isSameHash, maskTokens, newToken, readToken } from '../../../src/storage/catalogue/tokens';

describe('a token', () => {
  it('is read as its own kind only', () => {
    const { text, ...token } = newToken('lw');
    expect(text).toMatch(/^lw_[0-9a-f]{10}_[0-9a-f]{64}$/);
    expect(readToken('lw', text)).toEqual(token);
    expect(token.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(token.hash).not.toContain(text.slice(-64));
    for (const other of [
      ` ${text}`,
      `${text}0`,
      text.slice(0, -1),
      `${text}\n`,
      text.replace('lw', 'lws'),
      '',
    ])
      expect(readToken('lw', other)).toBeNull();
    expect(readToken('lws', text)).toBeNull();
  });

  it('is never issued twice', () => {
    expect(new Set(Array.from({ length: 100 }, () => newToken('lws').text)).size).toBe(100);
  });

  it('has a hash that is compared completely', () => {
    const { hash } = newToken('lw');
    expect(isSameHash(hash, hash)).toBe(true);
    expect(isSameHash(hash, newToken('lw').hash)).toBe(false);
    expect(isSameHash(hash, hash.slice(0, -2))).toBe(false);
    expect(isSameHash(hash, '')).toBe(false);
  });

  it('is masked anywhere in a text', () => {
    const [key, session] = [newToken('lw'), newToken('lws')];
    expect(maskTokens(`/x?a=${key.text}&b=${session.text}`)).toBe(
      `/x?a=lw_${key.id}_…&b=lws_${session.id}_…`,
    );
  });
});
