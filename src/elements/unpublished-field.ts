/** The error for a figure that a reply does not hold. @param reply What came instead. */
export const unpublishedField = (field: string, reply: object): RangeError =>
  new RangeError(
    `field="${field}" is not among the figures that the source gives here: ${Object.keys(reply)
      .filter((name) => name !== 'date')
      .join(', ')}.`,
  );
