/**
 * Calls the API. A body is sent as JSON.
 * @returns what the answer holds. @throws Error in words for the reader; its `status` is that of the answer.
 */
export async function call(address, { method = 'GET', body } = {}) {
  const answer = await reach(address, {
    method,
    cache: 'no-store',
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const content = await answer.json().catch(() => null);
  if (answer.ok) return content;
  const words = content?.detail ?? `Loopwatch answered with ${answer.status}.`;
  throw Object.assign(new Error(words), { status: answer.status });
}

/** An address with those of the parameters that hold something. */
export function withQuery(address, parameters) {
  const query = new URLSearchParams(
    Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  ).toString();
  return query === '' ? address : `${address}?${query}`;
}

async function reach(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error('Loopwatch does not answer. Is it running?');
  }
}
