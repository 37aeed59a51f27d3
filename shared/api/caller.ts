/** Who asks, as the front door that was used knows it. */
export type Caller = {
  /** Owns the jobs it starts: the ARN of a user or role, `cognito:<sub>`, or the agent's. */
  readonly principal: string;
  /** Sees everybody's jobs, and starts what lies in drops/. */
  readonly isAdmin: boolean;
};
