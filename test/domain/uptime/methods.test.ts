import { readFileSync } from 'node:fs';
import path from 'node:path';
import { METHOD_FACTS, METHODS } from '../../../src/contract/methods';
import { METHOD_ARITHMETIC } from '../../../src/domain/uptime/methods';
import { figuresOf, type OneStore } from './one-store';

const NINE_TO_FIVE = [0, 1, 2, 3, 4, 5, 6].map((day) => [day, '09:00', '17:00'] as const);
const STORE = {
  hours: NINE_TO_FIVE,
  polls: ['A 2023-01-25 09:30:00', 'I 2023-01-25 15:30:00'],
  asOf: '2023-01-25 17:00:00',
} satisfies OneStore;

/** The tables of contract and domain state the same facts of a method, which no type check can compare. */
describe.each(METHODS)('the facts of the method %s', (method) => {
  const facts = METHOD_FACTS[method];
  const { week } = figuresOf({ ...STORE, method });

  it('say whether its arithmetic tells when a store was up', () => {
    expect(METHOD_ARITHMETIC[method].by === 'stretches').toBe(facts.tellsWhen);
  });

  it('say whether its figures have unknown time', () => {
    expect(Number.isNaN(week.unknown)).toBe(!facts.knowsUnknown);
  });

  it('say whether closed hours count as down in its figures', () => {
    const whole = facts.closedIsDown ? 7 * 24 : 7 * 8;
    expect(week.up + week.down + (facts.knowsUnknown ? week.unknown : 0)).toBe(whole);
  });

  it('say whether its figures depend on the hold', () => {
    const shorter = figuresOf({ ...STORE, method, holdHours: 1 });
    expect(shorter.week.up !== week.up).toBe(facts.usesHold);
  });

  it('divide the distribution from 0 to 100 percent into bins', () => {
    const edges = facts.uptimeEdges;
    expect([edges[0], edges.at(-1)]).toEqual([0, 100]);
    expect([...edges].sort((a, b) => a - b)).toEqual(edges);
  });

  it('are in the documentation', () => {
    const docs = readFileSync(path.join(__dirname, '../../../docs/semantics.md'), 'utf8');
    expect(docs).toContain(`## Method \`${method}\``);
  });
});
