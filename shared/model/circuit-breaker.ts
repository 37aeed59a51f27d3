/** Keeps a model that fails from being asked again and again. */
export type CircuitBreaker = {
  /** Whether a call may be made now. After the pause it lets one through, to see. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
};

export type CircuitOptions = {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly pauseMs: number;
  readonly now: () => number;
};

/** A circuit breaker: closed until so many failures in a row, then open for the pause, then open to one call. */
export const circuitBreaker = ({ failures, pauseMs, now }: CircuitOptions): CircuitBreaker => {
  let inARow = 0;
  let openUntil = 0;
  return {
    allows() {
      if (inARow < failures) return true;
      if (now() < openUntil) return false;
      openUntil = now() + pauseMs; // whoever comes meanwhile waits for what this one finds
      return true;
    },
    succeeded() {
      inARow = 0;
    },
    failed() {
      inARow += 1;
      if (inARow >= failures) openUntil = now() + pauseMs;
    },
  };
};
