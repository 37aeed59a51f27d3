import { loadRegistry } from '../../../cloudformation/registry.ts';
import { normal } from '../../../cloudformation/words.ts';

/** What the provider calls services that CloudFormation calls otherwise; the empty name: it leaves the service out. */
const services: Readonly<Record<string, readonly string[]>> = {
  ApplicationAutoScaling: ['appautoscaling'],
  CertificateManager: ['acm'],
  EC2: ['', 'ec2', 'vpc'],
  Events: ['cloudwatchevent'],
  KinesisFirehose: ['kinesisfirehose'],
  Logs: ['cloudwatchlog', 'cloudwatch'],
  MSK: ['msk'],
  OpenSearchService: ['opensearch'],
  RDS: ['rds', 'db'],
  StepFunctions: ['sfn'],
};

const namesOf = (type: string): readonly string[] => {
  const [, service = '', name = ''] = type.split('::');
  const prefixes = Object.hasOwn(services, service) ? (services[service] ?? []) : [normal(service)];
  const own = normal(name);
  // CodePipeline::Pipeline is aws_codepipeline: the service's name ends in the type's.
  const isSame = normal(service).endsWith(own) ? [normal(service)] : [];
  return [...prefixes.map((prefix) => prefix + own), ...isSame];
};

let index: ReadonlyMap<string, readonly string[]> | undefined;

const typesByName = (): ReadonlyMap<string, readonly string[]> => {
  if (index) return index;
  const names = loadRegistry().types.flatMap((type) => namesOf(type).map((name) => ({ name, type })));
  const byName = Map.groupBy(names, ({ name }) => name);
  index = new Map([...byName].map(([name, each]) => [name, [...new Set(each.map(({ type }) => type))]]));
  return index;
};

/**
 * The CloudFormation type that is called as the provider calls its own: aws_dms_endpoint -> AWS::DMS::Endpoint. Undefined if none is, or if two are.
 */
export const typeOfProviderName = (name: string): string | undefined => {
  const [type, second] = typesByName().get(normal(name.replace(/^aws_/, ''))) ?? [];
  return second === undefined ? type : undefined;
};
