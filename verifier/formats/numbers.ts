const DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;

/** The number an ASCII decimal stands for, undefined for leading zeroes, signs and all that a double cannot hold exactly. */
export function fromDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Whether it is a whole number from 0 that a double holds exactly. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
