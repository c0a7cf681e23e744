/** The most moments that fall into any sliding minute, both ends included. */
export function worstMinute(moments: readonly number[], minute?: number): number;
