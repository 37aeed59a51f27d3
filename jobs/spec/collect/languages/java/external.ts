import type { ExternalCall } from '#schemas/spec/facts.ts';
import { argumentValue, type Call } from './body.ts';
import type { Drafts, JavaType, Value } from './model.ts';
import type { Types } from './types.ts';
import { annotated } from './values.ts';

type Client = {
  readonly kind: ExternalCall['kind'];
  readonly methods: RegExp;
  readonly types: RegExp;
  readonly target?: number;
};

/** Clients of what lies outside, by the simple name of their type. */
const clients: readonly Client[] = [
  {
    kind: 'http',
    types: /^(RestTemplate|TestRestTemplate|RestOperations|OAuth2RestTemplate)$/,
    methods: /^(getFor\w+|postFor\w+|put|delete|exchange|execute|patchFor\w+|headForHeaders)$/,
    target: 0,
  },
  { kind: 'http', types: /^(WebClient|RestClient|Builder)$/, methods: /^(uri|baseUrl|create)$/, target: 0 },
  {
    kind: 'http',
    types: /^(HttpClient|CloseableHttpClient|OkHttpClient|AsyncHttpClient)$/,
    methods: /^(send|sendAsync|execute|newCall|executeRequest)$/,
  },
  { kind: 'http', types: /^(HttpRequest)$/, methods: /^(uri|newBuilder)$/, target: 0 },
  {
    kind: 'email',
    types:
      /^(JavaMailSender|MailSender|JavaMailSenderImpl|Transport|Mailer|ReactiveMailer|SesClient|SendGrid|EmailClient)$/,
    methods: /^(send|sendEmail|api)$/,
  },
  {
    kind: 'storage',
    types:
      /^(S3Client|AmazonS3|S3Template|S3AsyncClient|MinioClient|Storage|BlobClient|BlobContainerClient|GridFsTemplate|GridFsOperations)$/,
    methods:
      /^(putObject|getObject|deleteObject|upload\w*|download\w*|store|create|removeObject|listObjects\w*|delete)$/,
  },
  {
    kind: 'queue',
    types: /^(SqsClient|SqsAsyncClient|AmazonSQS|SnsClient|AmazonSNS|EventBridgeClient)$/,
    methods: /^(sendMessage\w*|receiveMessage|publish|putEvents)$/,
  },
  {
    kind: 'cache',
    types:
      /^(RedisTemplate|StringRedisTemplate|ReactiveRedisTemplate|Jedis|RedissonClient|HazelcastInstance|MemcachedClient)$/,
    methods: /^(opsFor\w+|get|set|setex|delete|expire|getBucket|getMap|getLock)$/,
  },
  {
    kind: 'database',
    types:
      /^(JdbcTemplate|NamedParameterJdbcTemplate|JdbcClient|JdbcOperations|MongoTemplate|MongoOperations|ReactiveMongoTemplate|EntityManager|DSLContext|DynamoDbClient)$/,
    methods:
      /^(query\w*|update|batchUpdate|execute|sql|find\w*|save|insert\w*|upsert|aggregate|createQuery|createNativeQuery|persist|merge|remove|select\w*|putItem|getItem)$/,
  },
  { kind: 'process', types: /^(ProcessBuilder|Runtime)$/, methods: /^(start|exec)$/, target: 0 },
];

/** https://host/path?key=… -> host; what is no address stays as it is. */
export const hostOf = (target: string): string =>
  /^(?:[a-z][a-z+]*:)?\/\/(?:[^@/\s]*@)?([^/?#\s]+)/i.exec(target)?.[1] ?? target.split('?')[0] ?? target;

const isAddress = (value: Value | undefined): boolean =>
  value?.text?.some((part) => typeof part === 'string' && /^(https?:)?\/\//.test(part)) === true ||
  /^[\w.]*(?:url|uri|host|endpoint|base|address|server)\w*$/i.test(value?.source ?? '');

/** A call on a client, with the address it is given or the client's type. */
export const readExternalCall = (call: Call): void => {
  const { body, name } = call;
  const made = call.node.type === 'object_creation_expression' ? call.node.get('type')?.text : undefined;
  const client =
    made === 'ProcessBuilder'
      ? clients.at(-1)
      : clients.find(({ types, methods }) => types.test(call.type ?? '') && methods.test(name));
  if (!client) return;
  const value = client.target === undefined ? undefined : argumentValue(call, client.target);
  const isCommand = client.kind === 'process';
  if (name === 'newBuilder' && !value) return;
  body.drafts.externalCalls.push({
    fact: { kind: client.kind, target: made ?? call.type ?? name, symbol: body.symbol, span: call.span },
    ...(value && (isCommand || isAddress(value)) && { texts: { target: value } }),
    owner: body.owner.id,
  });
};

/** Interfaces that stand for somebody else's API: @FeignClient, @HttpExchange, @RegisterRestClient. */
export const readExternalType = (type: JavaType, drafts: Drafts): void => {
  const client = annotated(type.annotations, 'FeignClient', 'RegisterRestClient', 'HttpExchange', 'Client');
  if (!client || type.kind !== 'interface') return;
  const { name, value, url, baseUri, configKey, id } = client.args;
  const target = (url ?? baseUri ?? name ?? value ?? configKey ?? id)?.[0];
  drafts.externalCalls.push({
    fact: { kind: 'http', target: type.name, symbol: type.id, span: type.span },
    ...(target && { texts: { target } }),
    owner: type.id,
  });
};

const repositories =
  /^(JpaRepository|CrudRepository|PagingAndSortingRepository|ListCrudRepository|MongoRepository|ReactiveCrudRepository|ReactiveMongoRepository|R2dbcRepository|Repository|ElasticsearchRepository|ListPagingAndSortingRepository|CassandraRepository|Neo4jRepository|JpaSpecificationExecutor)$/;

/** Spring Data's repositories: each is a way into the database. */
export const linkExternalCalls = (types: Types): ExternalCall[] =>
  types.all
    .filter(
      (entry) =>
        !entry.type.isTest &&
        entry.type.kind === 'interface' &&
        [...types.superNames(entry)].some((name) => repositories.test(name)),
    )
    .map((entry) => ({
      kind: 'database' as const,
      target: types.superArguments(entry, repositories)[0] ?? entry.type.name,
      symbol: entry.type.id,
      span: entry.type.span,
    }));

/** A target in the fewest words: the host of an address. */
export const withHost = (call: ExternalCall): ExternalCall => ({ ...call, target: hostOf(call.target) });
