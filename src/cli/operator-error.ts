/**
 * The command cannot go on, and the operator can mend it. Each problem is a sentence of its own.
 */
export class OperatorError extends Error {
  override name = 'OperatorError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
