/** What is wrong with a bundle or a part of it: a stable code and what fills its words. */
export type FaultParams = Readonly<Record<string, string | number>>;

/** A finding that makes a bundle wrong. The code is stable; words for it live in the catalogues. */
export class Fault extends Error {
  readonly code: string;
  readonly params: FaultParams;

  constructor(code: string, params: FaultParams = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
  }
}

/** @throws {Fault} with this code where the condition does not hold */
export function must(condition: boolean, code: string, params: FaultParams = {}): asserts condition {
  if (!condition) throw new Fault(code, params);
}
