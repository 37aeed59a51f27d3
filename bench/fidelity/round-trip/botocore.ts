import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { bare } from './likeness.ts';
import type { Shape } from './shape.ts';

const reference = z.object({ shape: z.string() });

/** A service as botocore describes it. https://github.com/boto/botocore/tree/develop/botocore/data */
const model = z.object({
  metadata: z.object({ serviceId: z.string(), endpointPrefix: z.string() }),
  operations: z.record(z.string(), z.object({ input: reference.optional(), output: reference.optional() })),
  shapes: z.record(
    z.string(),
    z.object({
      type: z.string(),
      members: z.record(z.string(), reference.extend({ locationName: z.string().optional() })).optional(),
      required: z.array(z.string()).optional(),
      member: reference.optional(),
      key: reference.optional(),
      value: reference.optional(),
      enum: z.array(z.string()).optional(),
    }),
  ),
});

type Model = z.infer<typeof model>;

export type Operation = {
  readonly name: string;
  /** As typed after `aws`: 'describe-db-instances'. */
  readonly command: string;
  readonly output: Shape;
  /** What must be given to call it. */
  readonly required: readonly string[];
};

export type Service = { readonly id: string; readonly operations: readonly Operation[] };

const scalars: Readonly<Record<string, 'string' | 'number' | 'boolean'>> = {
  integer: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  boolean: 'boolean',
};

const shapeOf = (name: string, from: Model): Shape => {
  const shape = from.shapes[name];
  if (!shape) return { kind: 'scalar', scalar: 'string' };
  if (shape.type === 'structure') {
    const { members = {} } = shape;
    return {
      kind: 'structure',
      name,
      members: () => new Map(Object.entries(members).map(([key, to]) => [key, shapeOf(to.shape, from)])),
    };
  }
  if (shape.type === 'list') return { kind: 'list', item: () => shapeOf(shape.member?.shape ?? '', from) };
  if (shape.type === 'map') {
    const keys = from.shapes[shape.key?.shape ?? '']?.enum;
    return { kind: 'map', ...(keys ? { keys } : {}), value: () => shapeOf(shape.value?.shape ?? '', from) };
  }
  return { kind: 'scalar', scalar: scalars[shape.type] ?? 'string', ...(shape.enum ? { values: shape.enum } : {}) };
};

const kebab = (name: string) =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

const reading = /^(Describe|Get|List|BatchGet|BatchDescribe)/;

const serviceOf = (id: string, from: Model): Service => ({
  id,
  operations: Object.entries(from.operations).flatMap(([name, { input, output }]): Operation[] => {
    if (!output || !reading.test(name)) return [];
    const required = input ? (from.shapes[input.shape]?.required ?? []) : [];
    return [{ name, command: kebab(name), output: shapeOf(output.shape, from), required }];
  }),
});

/** Where CloudFormation and the API call a service by different names. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  CertificateManager: ['acm'],
  StepFunctions: ['stepfunctions'],
  KinesisFirehose: ['firehose'],
  Cognito: ['cognito-idp', 'cognito-identity'],
  OpenSearchService: ['opensearch'],
  Elasticsearch: ['es'],
  MSK: ['kafka'],
  AmazonMQ: ['mq'],
  ACMPCA: ['acm-pca'],
  SSO: ['sso-admin'],
  KinesisAnalytics: ['kinesisanalytics'],
  EC2: ['ec2'],
  Events: ['events'],
  Logs: ['logs'],
  SES: ['ses', 'sesv2'],
  IoT: ['iot'],
  ElasticLoadBalancing: ['elb'],
  ElasticLoadBalancingV2: ['elbv2'],
  ApiGateway: ['apigateway'],
  ApiGatewayV2: ['apigatewayv2'],
  CloudWatch: ['cloudwatch'],
  Route53: ['route53'],
  RDS: ['rds'],
  S3: ['s3'],
  Lambda: ['lambda'],
  WAFv2: ['wafv2'],
  WAFRegional: ['waf-regional'],
  Batch: ['batch'],
};

/** Reads botocore's models from its `data` folder, each when it is first asked for. */
export const openModels = (data: string) => {
  const folders = existsSync(data)
    ? readdirSync(data, { withFileTypes: true }).filter((each) => each.isDirectory())
    : [];
  const known = new Map<string, Service | undefined>();
  const load = (folder: string): Service | undefined => {
    if (known.has(folder)) return known.get(folder);
    const version = readdirSync(join(data, folder)).sort().at(-1) ?? '';
    const file = join(data, folder, version, 'service-2.json');
    const text = existsSync(`${file}.gz`)
      ? gunzipSync(readFileSync(`${file}.gz`)).toString()
      : readFileSync(file, 'utf8');
    const service = serviceOf(folder, model.parse(JSON.parse(text)));
    known.set(folder, service);
    return service;
  };
  return {
    available: folders.length > 0,
    /** The services that a CloudFormation service may be: 'AWS::RDS::DBInstance' -> rds. */
    of(type: string): readonly Service[] {
      const name = type.split('::')[1] ?? '';
      const named = Object.hasOwn(otherNames, name) ? (otherNames[name] ?? []) : [];
      const alike = folders.filter((each) => bare(each.name) === bare(name)).map((each) => each.name);
      return [...new Set([...named, ...alike])]
        .filter((folder) => folders.some((each) => each.name === folder))
        .map(load)
        .filter((each) => each !== undefined);
    },
  };
};

export type Models = ReturnType<typeof openModels>;
