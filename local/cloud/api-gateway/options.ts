/** An access key that the gateway knows, and whose it is. */
export type KnownCredential = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials: a request must carry it. */
  readonly sessionToken?: string;
  /** arn:aws:iam::000000000000:user/anna, arn:aws:sts::000000000000:assumed-role/Reader/session */
  readonly principalArn: string;
  readonly accountId: string;
};

/** How the stack's REST API is served. */
export type ApiOptions = {
  /** Default: any that is free. */
  readonly port?: number;
  /** `none` takes whoever reaches the loopback interface for one local user; `iam` asks for a signature. Default `none`. */
  readonly auth?: 'none' | 'iam';
  /** Whose signatures are known with `iam`. Default: the credentials that the cloud itself gives out. */
  readonly credentials?: readonly KnownCredential[];
  /** Pages of other origins that may change something with `none`: https://console.example */
  readonly allowedOrigins?: readonly string[];
};
