/** Waits at most `limitMs` for an answer. @throws the error of `refusal` after that. */
export async function withDeadline<T>(limitMs: number, answer: Promise<T>, refusal: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refusal()), limitMs);
  });
  try {
    return await Promise.race([answer, passed]);
  } finally {
    clearTimeout(timer);
  }
}
