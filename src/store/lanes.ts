/** Group commit: what is asked at once, or while others are under way, goes together, so that many share one trip, its statements and one commit. */

/** Carries a group: what it gives is there when the group has arrived, and answers each request by its place, in its own time. */
export type Carry<Q, A> = (requests: readonly Q[]) => Promise<readonly Promise<A>[]>;

/** How many may be under way. */
export interface LaneLimits {
  /** Groups at once. */
  readonly lanes: number;
  /** Requests in a group, of so many that wait; asked before each group. */
  readonly most: (waiting: number) => number;
  /** Milliseconds after which a group no longer keeps others from starting. */
  readonly patience: number;
}

interface Waiting<Q, A> {
  readonly request: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (fault: unknown) => void;
}

/**
 * Nobody waits where a lane is free, but for the end of the turn: those who were answered together ask again in one turn, and the first of
 * them would otherwise go alone and the rest wait for it. Requests start in the order they were asked, and each is carried once.
 */
export class Lanes<Q, A> {
  readonly #limits: LaneLimits;
  readonly #carry: Carry<Q, A>;
  #waiting: Waiting<Q, A>[] = [];
  #underWay = 0;
  #isDue = false;

  constructor(limits: LaneLimits, carry: Carry<Q, A>) {
    this.#limits = limits;
    this.#carry = carry;
  }

  /** @throws what its carrying threw */
  ask(request: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (this.#isDue) return;
      this.#isDue = true;
      setImmediate(() => {
        this.#isDue = false;
        this.#start();
      });
    });
  }

  #start(): void {
    while (this.#waiting.length > 0 && this.#underWay < this.#limits.lanes) {
      const group = this.#waiting.slice(0, Math.max(1, this.#limits.most(this.#waiting.length)));
      this.#waiting = this.#waiting.slice(group.length);
      this.#underWay += 1;
      const leave = once(() => {
        clearTimeout(stuck);
        this.#underWay -= 1;
        this.#start();
      });
      const stuck = setTimeout(leave, this.#limits.patience);
      void this.#take(group).finally(leave);
    }
  }

  async #take(group: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await this.#carry(group.map(({ request }) => request));
      for (const [n, { resolve, reject }] of group.entries()) {
        const answer = answers[n] ?? Promise.reject(new Error(`no answer to request ${n}`));
        answer.then(resolve, reject);
      }
    } catch (fault) {
      for (const { reject } of group) reject(fault);
    }
  }
}

function once(does: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    does();
  };
}
