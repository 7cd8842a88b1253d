export interface SentEvent {
  readonly id: number;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /** The next event, or null when the server has closed the stream. */
  next(): Promise<SentEvent | null>;
  /** The next block that is not an event, such as a ping. */
  nextOther(): Promise<string | null>;
  /** All remaining events. */
  rest(): Promise<readonly SentEvent[]>;
  leave(): void;
}

/** Reads server-sent events like a client. */
export async function openEvents(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  const blocks = readBlocks(response);
  const find = async (isWanted: (block: string) => boolean): Promise<string | null> => {
    for (;;) {
      const { value, done } = await blocks.next();
      if (done) return null;
      if (isWanted(value)) return value;
    }
  };
  const next = async () => {
    const block = await find((each) => each.includes('data: '));
    return block === null ? null : toEvent(block);
  };
  return {
    status: response.status,
    headers: response.headers,
    next,
    nextOther: () => find((each) => !each.includes('data: ')),
    async rest() {
      const events: SentEvent[] = [];
      for (let event = await next(); event; event = await next()) events.push(event);
      return events;
    },
    leave: () => leaving.abort(),
  };
}

async function* readBlocks(response: Response): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    text += decoder.decode(read.value, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 2);
    }
  }
  return undefined;
}

function toEvent(block: string): SentEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return {
    id: Number(fields.get('id')),
    event: fields.get('event') ?? '',
    data: JSON.parse(fields.get('data') ?? ''),
  };
}
