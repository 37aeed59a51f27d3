/** A running cloud, as anything that speaks to it through the AWS SDK needs to know it. */
export type Cloud = {
  /** AWS_ENDPOINT_URL_*, AWS_REGION and credentials: what an SDK client's environment must hold to reach it. */
  readonly env: Readonly<Record<string, string>>;
  /** The stack's outputs by name: InputBucketName, JobsTableName, CollectorQueueUrl … */
  readonly outputs: Readonly<Record<string, string>>;
  /** Calls `listener` with every event put on the bus; returns the way to stop. */
  observe(listener: (event: { readonly type: string; readonly detail: unknown }) => void): () => void;
  /** Lets running invocations end (bounded), then closes every server and worker. */
  stop(): Promise<void>;
};
