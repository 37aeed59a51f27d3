import type { ExternalCall } from '#schemas/spec/facts.ts';
import { simpleName } from './type-name.ts';

/** Client types by what is at their other end. */
export const clients: readonly (readonly [RegExp, ExternalCall['kind']])[] = [
  [/^(HttpClient|IHttpClientFactory|RestClient|IRestClient|FlurlClient|WebClient|GraphQLHttpClient)$/, 'http'],
  [
    /^(SmtpClient|ISmtpClient|SendGridClient|ISendGridClient|IAmazonSimpleEmailService|MailKitSmtpClient|IFluentEmail)$/,
    'email',
  ],
  [
    /^(BlobServiceClient|BlobContainerClient|BlobClient|IAmazonS3|AmazonS3Client|CloudBlobClient|CloudBlobContainer|TransferUtility|ShareClient)$/,
    'storage',
  ],
  [
    /^(ServiceBusClient|ServiceBusSender|QueueClient|IAmazonSQS|AmazonSQSClient|IAmazonSimpleNotificationService|ConnectionFactory|IProducer|EventHubProducerClient)$/,
    'queue',
  ],
  [
    /^(SqlConnection|NpgsqlConnection|MySqlConnection|SqliteConnection|OracleConnection|IDbConnection|MongoClient|IMongoClient)$/,
    'database',
  ],
  [/^(ConnectionMultiplexer|IConnectionMultiplexer|IDistributedCache)$/, 'cache'],
  [/^(Process)$/, 'process'],
  [/^(FtpWebRequest|FtpClient|SftpClient)$/, 'other'],
];

/** Calls of which facts are made. Chains without one of these are not kept. */
const patterns: readonly RegExp[] = [
  /^Map([A-Z]|$)|^Use[A-Z]|^Add[A-Z]|^Require|^AllowAnonymous$|^Authorize|^SetFallbackPolicy$|^(Post|Put|Patch|Delete|Head|Roles|Policies|Permissions|Claims)$|Endpoints?$|Routes?$|Apis?$|^With(Name|Summary|Description)$|^Configure$|^NewVersionedApi$/,
  /^(Entity|Property|HasKey|HasIndex|HasOne|HasMany|OwnsOne|OwnsMany|ToTable|Ignore|WithColumn|TableFor|HasNoKey|Table)$/,
  /^RuleFor|^RuleForEach|^ChildRules$/,
  /^(GetSection|GetValue|GetConnectionString|GetRequiredSection|Bind|GetEnvironmentVariable|BindConfiguration|Get)$/,
  /^(Publish|Send|Enqueue|Schedule|Produce|Raise|BasicPublish|AddOrUpdate|SendMessage|Subscribe|AddSubscription|SetQueue|Consumer)/,
  /^(Get|Post|Put|Delete|Patch|Send)(AsJson|FromJson|String|Stream|ByteArray)?Async$/,
  /^new (HttpClient|SmtpClient|PeriodicTimer|Timer|BlobServiceClient|Uri|ProcessStartInfo|SqlConnection|ConnectionFactory|ServiceBusClient|Rfc2898DeriveBytes|ScheduleTask|RestClient|FtpWebRequest)/,
  /^(Delay|Start|SetAbsoluteExpiration|SetSlidingExpiration|WaitAndRetry|Retry|CircuitBreaker|CommandTimeout|EnableRetryOnFailure|BeginTransaction|HashPassword|Pbkdf2|HashData|Create(Client|Encryptor)?|ProtectedData|Protect|WithCronSchedule|WithSimpleSchedule|WithInterval|RepeatForever|ScheduleJob|Cron|Take|CancelAfter|FromSeconds|SetTimeout)/,
];

const known = new Map<string, boolean>();

export const isOfInterest = (name: string): boolean => {
  const answer = known.get(name) ?? patterns.some((pattern) => pattern.test(name));
  if (known.size < 50_000) known.set(name, answer);
  return answer;
};

/** Whether something is a client of another system, whose calls all count. */
export const isClient = (way: string | undefined): boolean => {
  const name = way === undefined || way.includes('.') ? undefined : simpleName(way);
  return name !== undefined && clients.some(([pattern]) => pattern.test(name));
};
