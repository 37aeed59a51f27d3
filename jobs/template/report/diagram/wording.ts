import type { Box } from './architecture.ts';

const controls = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** One line of at most `limit` characters, with nothing in it that could turn the text around it. */
export const brief = (text: string, limit: number): string => {
  const line = [...text.replace(controls, ' ').trim()];
  return line.length <= limit ? line.join('') : `${line.slice(0, limit - 1).join('')}…`;
};

/** Services whose names in types are long, or not what people call them. */
const called: Readonly<Record<string, string>> = {
  ApplicationAutoScaling: 'Auto Scaling',
  AutoScaling: 'EC2',
  CertificateManager: 'ACM',
  ElasticLoadBalancing: 'ELB',
  ElasticLoadBalancingV2: 'ELB',
  Events: 'EventBridge',
  KinesisFirehose: 'Firehose',
  Logs: 'CloudWatch Logs',
  OpenSearchService: 'OpenSearch',
  SecretsManager: 'Secrets Manager',
  StepFunctions: 'Step Functions',
};

/** AWS::Lambda::Function is Lambda Function. */
export const typeName = (type: string): string => {
  const [service = '', ...rest] = type.replace(/^AWS::/, '').split('::');
  return [Object.hasOwn(called, service) ? called[service] : service, ...rest].join(' ');
};

const kindName = (type: string): string => typeName(type).split(' ').at(-1) ?? type;

/** `with Role, 2 LogGroup`: resources that have no box of their own. */
export const companyOf = ({ with: company }: Box): string => {
  const counts = [...Map.groupBy(company, ({ type }) => kindName(type))];
  return counts.map(([name, { length }]) => (length > 1 ? `${length} ${name}` : name)).join(', ');
};

/** What a box says: its name, its type, who is with it. */
export const linesOf = (box: Box): readonly [string, string, string] => {
  const [first = '', ...others] = box.logicalIds;
  const title = others.length > 0 ? `${others.length + 1} × ${kindName(box.type)}` : first;
  const company = companyOf(box);
  return [brief(title, 28), brief(typeName(box.type), 34), company === '' ? '' : brief(`with ${company}`, 34)];
};
