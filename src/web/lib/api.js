/** A request that Loopwatch refused. The message says why, in words for the reader. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {number} status of the answer
   */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * Calls the API. A body is sent as JSON.
 * @template Answer
 * @param {string} address
 * @param {{ method?: string, body?: object, headers?: Record<string, string> }} [request]
 * @returns {Promise<Answer>}
 * @throws {ApiError} where the API refuses; `Error` where it does not answer.
 */
export async function call(address, { method = 'GET', body, headers = {} } = {}) {
  const answer = await reach(address, {
    method,
    cache: 'no-store',
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const content = await answer.json().catch(() => null);
  if (answer.ok) return content;
  if (answer.status === 401) signIn();
  throw new ApiError(content?.detail ?? `Loopwatch answered with ${answer.status}.`, answer.status);
}

/**
 * The address with the parameters that are not empty.
 * @param {string} address
 * @param {Record<string, string | number | null | undefined>} parameters
 */
export function withQuery(address, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  return query.size === 0 ? address : `${address}?${query}`;
}

/**
 * The message of something that was thrown.
 * @param {unknown} error
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** The session has ended: the reader signs in and comes back here. */
function signIn() {
  location.assign(withQuery('/login', { next: location.pathname + location.search }));
}

/**
 * Fetches an address of Loopwatch.
 * @param {string} address
 * @param {RequestInit} options
 * @throws {Error} where nothing answers.
 */
export async function reach(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error('Loopwatch does not answer. Is it running?');
  }
}
