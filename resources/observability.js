import { alarm } from './alarms.js';
import { doorNames, placeholder, service, stageNames } from './names.js';

const namespace = 'Dropforge';

export const failedJobsAlarm = alarm({
  name: 'failed-jobs',
  runbook: 'failed-jobs',
  says: 'A job ended as Failed',
  metric: {
    Namespace: namespace,
    MetricName: 'FailedJobs',
    Dimensions: [{ Name: 'service', Value: service }],
    Statistic: 'Sum',
  },
  threshold: 1,
});

/** A scan that could not see everything says so in its report. */
export const incompleteScansAlarm = alarm({
  name: 'incomplete-scans',
  runbook: 'incomplete-scans',
  says: 'A scan could not look at every cell of its plan',
  metric: {
    Namespace: namespace,
    MetricName: 'CellsIncomplete',
    Dimensions: [{ Name: 'service', Value: service }],
    Statistic: 'Maximum',
  },
  threshold: 1,
});

export const criticalFindingsAlarm = alarm({
  name: 'critical-findings',
  runbook: 'critical-findings',
  says: 'A scan found something critical',
  metric: {
    Namespace: namespace,
    MetricName: 'CriticalFindings',
    Dimensions: [{ Name: 'service', Value: service }],
    Statistic: 'Maximum',
  },
  threshold: 1,
});

/** Peers take minutes for a document; here one that takes two is stuck on something. */
export const slowSpecificationsAlarm = alarm({
  name: 'slow-specifications',
  runbook: 'slow-specifications',
  says: 'A specification took longer than 120 seconds from its submission to its end',
  metric: {
    Namespace: namespace,
    MetricName: 'ProcessingTimeMs',
    Dimensions: [
      { Name: 'service', Value: service },
      { Name: 'kind', Value: 'spec' },
    ],
    Statistic: 'Maximum',
  },
  threshold: 120_001,
});

const ofService = (metric, stat) => [namespace, metric, 'service', service, { stat }];
const ofQueues = (metric, suffix, stat) =>
  stageNames.map((stage) => ['AWS/SQS', metric, 'QueueName', `${service}-${stage}${suffix}`, { stat, label: stage }]);
const ofFunctions = (metric, stat) =>
  [...stageNames, ...doorNames].map((name) => [
    'AWS/Lambda',
    metric,
    'FunctionName',
    `${service}-${name}`,
    { stat, label: name },
  ]);

const ofApi = (metric, stat) => [
  'AWS/ApiGateway',
  metric,
  'ApiName',
  service,
  'Stage',
  placeholder('sls:stage'),
  { stat, label: `${metric} ${stat}` },
];

/** Graphs in reading order: are jobs well, how long do they take, where do they wait, what broke. */
const graphs = [
  ['Jobs', ['JobsSubmitted', 'JobsSucceeded', 'FailedJobs'].map((metric) => ofService(metric, 'Sum'))],
  ['Time from submission to end (ms)', ['p50', 'p95', 'Maximum'].map((stat) => ofService('ProcessingTimeMs', stat))],
  [
    'Time by stage (ms, p95)',
    stageNames.map((stage) => [
      namespace,
      'StageTimeMs',
      'service',
      service,
      'stage',
      stage,
      { stat: 'p95', label: stage },
    ]),
  ],
  ['Oldest message (s)', ofQueues('ApproximateAgeOfOldestMessage', '', 'Maximum')],
  ['Dead letters', ofQueues('ApproximateNumberOfMessagesVisible', '-dlq', 'Maximum')],
  ['Events EventBridge could not deliver', ofQueues('ApproximateNumberOfMessagesVisible', '-rule-dlq', 'Maximum')],
  ['Function errors', ofFunctions('Errors', 'Sum')],
  ['Function duration (ms, p95)', ofFunctions('Duration', 'p95')],
  ['API: requests and refusals', ['Count', '4XXError', '5XXError'].map((metric) => ofApi(metric, 'Sum'))],
  ['API: latency (ms)', ['p50', 'p99'].map((stat) => ofApi('Latency', stat))],
  ['Inventory: resources scanned', [ofService('ResourcesScanned', 'Maximum')]],
  ['Inventory: findings', ['CriticalFindings', 'EolWarnings'].map((metric) => ofService(metric, 'Maximum'))],
  ['Inventory: could be saved a month (USD)', [ofService('EstimatedMonthlySavings', 'Maximum')]],
  ['Inventory: cells that could not be read', [ofService('CellsIncomplete', 'Maximum')]],
  ['Inventory: duration (ms)', [ofService('ScanDurationMs', 'Maximum')]],
  ['Inventory: calls of AWS', [ofService('ApiCalls', 'Sum')]],
  ['Specifications made', [ofService('DocsGenerated', 'Sum')]],
  [
    'Specifications: time from submission to end (ms)',
    ['p50', 'Maximum'].map((stat) => [namespace, 'ProcessingTimeMs', 'service', service, 'kind', 'spec', { stat }]),
  ],
  ['Specifications: QualityScore', ['Minimum', 'Average'].map((stat) => ofService('QualityScore', stat))],
  ['Specifications: tokens of a model', [ofService('ModelTokens', 'Sum')]],
  ['Specifications: cost of a model (USD)', [ofService('ModelCost', 'Sum')]],
  ['Concurrent executions', ofFunctions('ConcurrentExecutions', 'Maximum')],
];

const widget = ([title, metrics], index) => ({
  type: 'metric',
  x: (index % 3) * 8,
  y: Math.floor(index / 3) * 6,
  width: 8,
  height: 6,
  properties: { title, metrics, period: 300, view: 'timeSeries', region: placeholder('AWS::Region') },
});

export const dashboard = {
  Type: 'AWS::CloudWatch::Dashboard',
  Properties: {
    DashboardName: service,
    DashboardBody: { 'Fn::Sub': JSON.stringify({ widgets: graphs.map(widget) }) },
  },
};
