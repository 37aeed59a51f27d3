import type { Measure } from '#schemas/spec/facts.ts';

export type Row = Pick<Measure, 'category' | 'subject'> & { readonly unit: string };

export const row = (category: Measure['category'], subject: Measure['subject'], unit: string): Row => ({
  category,
  subject,
  unit,
});

/** What a number is about, by the last part of the name that takes it. */
export const byName: readonly (readonly [RegExp, Row])[] = [
  [
    /^(AbsoluteExpiration\w*|SlidingExpiration|CacheDuration|DefaultCacheTime\w*|CacheTime\w*|CacheLifetime\w*|CacheMinutes|CacheSeconds)$/,
    row('performance', 'cache-lifetime', 's'),
  ],
  [
    /^(RequestTimeout|CommandTimeout|ConnectTimeout|HttpTimeout|\w*Timeout(Seconds|Minutes|Ms|Milliseconds)?|\w*TimeoutIn(Seconds|Minutes|Milliseconds))$/,
    row('performance', 'timeout', 's'),
  ],
  [/^(Default|Max|Maximum)?\w*PageSize$|^ItemsPerPage$/, row('performance', 'page-size', 'items')],
  [/^\w*BatchSize$/, row('performance', 'batch-size', 'items')],
  [
    /^(PermitLimit|TokenLimit|TokensPerPeriod|RateLimit|RequestsPerMinute)$/,
    row('reliability', 'rate-limit', 'requests'),
  ],
  [
    /^(MaxRequestBodySize|MultipartBodyLengthLimit|MaxFileSize\w*|MaxUploadSize\w*|MaximumFileSize\w*|\w*MaxUploadLength|UploadLimit\w*)$/,
    row('capacity', 'upload-size', 'bytes'),
  ],
  [
    /^(MaxRetryAttempts|MaxRetries|RetryCount|MaxRetryCount|RetryLimit|MaxAttempts|NumberOfRetries)$/,
    row('reliability', 'retries', 'attempts'),
  ],
  [
    /^(MaxDegreeOfParallelism|MaxConcurrentCalls|MaxConcurrency|ConcurrencyLimit|ConcurrentMessageLimit|MaxConcurrentConnections|MaxParallel\w*)$/,
    row('capacity', 'concurrency', 'at once'),
  ],
  [
    /^(RequiredLength|PasswordMinLength|MinPasswordLength|PasswordMinimumLength)$/,
    row('security', 'password-length', 'characters'),
  ],
  [
    /^(MaxFailedAccessAttempts|FailedPasswordAllowedAttempts|MaxLoginAttempts|MaxFailedAttempts)$/,
    row('security', 'lockout', 'attempts'),
  ],
  [
    /^(DefaultLockoutTimeSpan|FailedPasswordLockoutMinutes|Lockout(Duration|Minutes)\w*)$/,
    row('security', 'lockout', 's'),
  ],
  [
    /^(ExpireTimeSpan|TokenLifespan|AccessTokenLifetime|\w*TokenLifetime\w*|TokenExpir\w*|PasswordRecoveryLinkDaysValid|ClockSkew|AccessTokenExpir\w*|RefreshTokenExpir\w*)$/,
    row('security', 'token-lifetime', 's'),
  ],
  [
    /^(MaxLines|MaxItems\w*|Max\w*(Items|Products|Quantity|Count|Entries|Rows)|Maximum\w*(Items|Quantity|Count|Products))$/,
    row('capacity', 'other', 'items'),
  ],
];

/** Calls whose number is a measure: which argument, and what of. */
export const callRows: Readonly<Record<string, readonly [number, Row]>> = {
  CommandTimeout: [0, row('performance', 'timeout', 's')],
  SetTimeout: [0, row('performance', 'timeout', 's')],
  CancelAfter: [0, row('performance', 'timeout', 's')],
  SetAbsoluteExpiration: [0, row('performance', 'cache-lifetime', 's')],
  SetSlidingExpiration: [0, row('performance', 'cache-lifetime', 's')],
  EnableRetryOnFailure: [0, row('reliability', 'retries', 'attempts')],
  WaitAndRetry: [0, row('reliability', 'retries', 'attempts')],
  WaitAndRetryAsync: [0, row('reliability', 'retries', 'attempts')],
  Retry: [0, row('reliability', 'retries', 'attempts')],
  RetryAsync: [0, row('reliability', 'retries', 'attempts')],
};

/** Calls that are a measure by themselves. */
export const plainCalls: readonly (readonly [RegExp, Pick<Measure, 'category' | 'subject'>, string])[] = [
  [/^UseHttpsRedirection$/, { category: 'security', subject: 'transport' }, 'HTTPS redirection'],
  [/^UseHsts$/, { category: 'security', subject: 'transport' }, 'HSTS'],
  [/^(AddCors|UseCors)$/, { category: 'security', subject: 'cors' }, 'CORS'],
  [
    /^(AddFixedWindowLimiter|AddSlidingWindowLimiter|AddTokenBucketLimiter|AddConcurrencyLimiter)$/,
    { category: 'reliability', subject: 'rate-limit' },
    'rate limiter',
  ],
  [
    /^(BeginTransaction|BeginTransactionAsync)$|^new TransactionScope$/,
    { category: 'reliability', subject: 'transaction' },
    'database transaction',
  ],
  [
    /^(AddStandardResilienceHandler|AddTransientHttpErrorPolicy|AddPolicyHandler|AddResilienceHandler)$/,
    { category: 'reliability', subject: 'retries' },
    'resilience of an HTTP client',
  ],
  [/^CircuitBreaker(Async)?$/, { category: 'reliability', subject: 'retries' }, 'circuit breaker'],
  [/^new Rfc2898DeriveBytes$|^Pbkdf2$/, { category: 'security', subject: 'hashing' }, 'PBKDF2'],
  [/^HashPassword$/, { category: 'security', subject: 'hashing' }, 'password hash'],
  [/^AddAntiforgery$/, { category: 'security', subject: 'anti-forgery' }, 'anti-forgery tokens'],
  [/^AddDataProtection$/, { category: 'security', subject: 'encryption' }, 'data protection'],
];

/** Attributes that are a measure by themselves. */
export const attributeRows: Readonly<Record<string, Pick<Measure, 'category' | 'subject'> & { what: string }>> = {
  ValidateAntiForgeryToken: { category: 'security', subject: 'anti-forgery', what: 'anti-forgery token' },
  AutoValidateAntiforgeryToken: { category: 'security', subject: 'anti-forgery', what: 'anti-forgery token' },
  RequireHttps: { category: 'security', subject: 'transport', what: 'HTTPS' },
  EnableRateLimiting: { category: 'reliability', subject: 'rate-limit', what: 'rate limiter' },
  EnableCors: { category: 'security', subject: 'cors', what: 'CORS' },
  DisallowConcurrentExecution: { category: 'capacity', subject: 'concurrency', what: 'one run at a time' },
};

/** Algorithms by the names of their classes. */
export const hashes: readonly (readonly [RegExp, string, Measure['subject']])[] = [
  [/\bBCrypt\b/, 'BCrypt', 'hashing'],
  [/\bArgon2/, 'Argon2', 'hashing'],
  [/\bSHA(1|256|384|512)\b/, 'SHA-$1', 'hashing'],
  [/\bMD5\b/, 'MD5', 'hashing'],
  [/\bAes\b|AesGcm|AesManaged/, 'AES', 'encryption'],
  [/TripleDES/, 'Triple DES', 'encryption'],
];

/** Calls in which such a class is used. */
export const cryptographic =
  /^(HashData|Create|CreateEncryptor|HashPassword|Protect|ComputeHash|new Rfc2898DeriveBytes|Pbkdf2|new Aes\w+|CreateHashAlgorithm)$/;
