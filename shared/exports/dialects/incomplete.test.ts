import type { JsonObject } from '#schemas/json.ts';
import { incompleteNotes } from './incomplete.ts';

describe('one page of several is told by the token of its service', () => {
  it.each<[string, JsonObject, string]>([
    ['ec2', { Vpcs: [], NextToken: 'x' }, 'NextToken'],
    ['ecs', { services: [], nextToken: 'x' }, 'nextToken'],
    ['rds', { DBInstances: [], Marker: 'x' }, 'Marker'],
    ['lambda', { Functions: [], NextMarker: 'x' }, 'NextMarker'],
    ['iam', { Roles: [], IsTruncated: true, Marker: 'x' }, 'IsTruncated'],
    ['kms', { Keys: [], Truncated: true, NextMarker: 'x' }, 'Truncated'],
    ['route53', { ResourceRecordSets: [], IsTruncated: true, NextRecordName: 'x' }, 'IsTruncated'],
    ['dynamodb', { TableNames: [], LastEvaluatedTableName: 't' }, 'LastEvaluatedTableName'],
    ['apigateway', { items: [], position: 'x' }, 'position'],
    ['cognito-idp list-users', { Users: [], PaginationToken: 'x' }, 'PaginationToken'],
    ['firehose', { DeliveryStreamNames: [], HasMoreDeliveryStreams: true }, 'HasMoreDeliveryStreams'],
    ['cloudfront', { DistributionList: { Items: [], IsTruncated: true, Marker: '', NextMarker: 'x' } }, 'IsTruncated'],
  ])('%s', (_, output, name) => {
    expect(incompleteNotes(output)).toEqual([expect.stringContaining(`incomplete (${name})`)]);
  });

  it.each<[string, JsonObject]>([
    ['no token', { Vpcs: [] }],
    ['a token that is null', { Vpcs: [], NextToken: null }],
    ['an empty one', { ResourceTagMappingList: [], PaginationToken: '' }],
    ["the request's own marker, echoed", { HostedZones: [], Marker: 'x', IsTruncated: false }],
    ['a list that is whole', { DistributionList: { Items: [], IsTruncated: false, Marker: 'x' } }],
  ])('%s says nothing of the kind', (_, output) => {
    expect(incompleteNotes(output)).toEqual([]);
  });
});
