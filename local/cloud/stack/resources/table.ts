import { CreateTableCommand, type CreateTableCommandInput, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { JsonObject } from '#schemas/json.ts';
import { arn } from '../../place.ts';
import { physicalName } from '../identity.ts';
import type { Kind } from '../kind.ts';

/** What CreateTable takes of the resource; backups, TTL, encryption, tags and classes have no meaning in memory. */
const carried = [
  'AttributeDefinitions',
  'KeySchema',
  'BillingMode',
  'ProvisionedThroughput',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
] as const;

const inputOf = (TableName: string, properties: JsonObject): CreateTableCommandInput => ({
  TableName,
  AttributeDefinitions: undefined,
  KeySchema: undefined,
  ...Object.fromEntries(carried.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]]))),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const table: Kind = {
  type: 'AWS::DynamoDB::Table',
  phase: 'storage',
  identity: (naming) => {
    const name = physicalName(naming, 'TableName');
    const Arn = arn(naming.place, 'dynamodb', `table/${name}`);
    return { ref: name, attributes: { Arn, StreamArn: `${Arn}/stream/none` } };
  },
  create: async ({ identity, properties }, parts) => {
    if (properties.StreamSpecification !== undefined) throw new Error('DynamoDB streams are not emulated');
    await parts.dynamodb.send(new CreateTableCommand(inputOf(identity.ref, properties)));
    // Even in memory a table is CREATING for a moment, in which it takes no writes. Seconds.
    const patience = { client: parts.dynamodb, minDelay: 0.01, maxDelay: 0.1, maxWaitTime: 30 };
    await waitUntilTableExists(patience, { TableName: identity.ref });
  },
};
