import * as z from 'zod';
import { arn } from '../../place.ts';
import type { Row, Rows } from './row.ts';

const ofTable = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const ofTables = z.object({ RequestItems: z.record(z.string(), z.unknown()) });

/** A table is named by its name, or its ARN. */
const table = (name: string, ...place: Parameters<typeof arn>): string =>
  name.startsWith('arn:') ? name : `${arn(...place)}${name}`;

const onTable =
  (operation: string): Row =>
  ({ body }, place) => {
    const { TableName, IndexName } = ofTable.parse(JSON.parse(body.toString('utf8')));
    const resource = table(TableName, place, 'dynamodb', 'table/');
    return [
      {
        action: `dynamodb:${operation}`,
        resource: IndexName === undefined ? resource : `${resource}/index/${IndexName}`,
      },
    ];
  };

const onTables =
  (operation: string): Row =>
  ({ body }, place) =>
    Object.keys(ofTables.parse(JSON.parse(body.toString('utf8'))).RequestItems).map((name) => ({
      action: `dynamodb:${operation}`,
      resource: table(name, place, 'dynamodb', 'table/'),
    }));

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const dynamodb: Rows = {
  ...Object.fromEntries(
    ['GetItem', 'PutItem', 'UpdateItem', 'Query'].map((operation) => [operation, onTable(operation)]),
  ),
  ...Object.fromEntries(['BatchGetItem', 'BatchWriteItem'].map((operation) => [operation, onTables(operation)])),
};
