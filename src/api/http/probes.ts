/** The addresses that monitoring asks. They hold no data. */
export const PROBES: readonly string[] = ['/livez', '/readyz'];
