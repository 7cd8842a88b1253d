import type { z } from 'zod';
import type { FieldFault } from './problem';

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object of named fields',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

/** Describes what is wrong with an input, field by field. */
export function describeIssues(issues: readonly Issue[]): FieldFault[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ field: [...path, key].join('.'), fault: 'is not a known field' }));
    return [{ field: path.join('.'), fault: faultOf(issue) }];
  });
}

/** Joins the faults into one sentence. */
export function summarizeFaults(faults: readonly FieldFault[]): string {
  return faults.map(({ field, fault }) => `${field || 'The request'} ${fault}`).join('; ');
}

function faultOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.path.length > 0
        ? 'must be given'
        : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return hasOwnWords(issue)
        ? issue.message
        : `must have at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return hasOwnWords(issue) ? issue.message : `must have at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message;
  }
}

/** Messages of Loopwatch's schemas start like this, messages of zod do not. */
function hasOwnWords(issue: Issue): boolean {
  return issue.message.startsWith('must ');
}

function unitOf(origin: string): string {
  if (origin === 'array') return ' entries';
  return origin === 'string' ? ' characters' : '';
}
