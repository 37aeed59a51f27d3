import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { parse } from 'yaml';

const template = new URL('../../resources/tables.yml', import.meta.url);

/** The jobs table's keys and indexes, as it is deployed. */
const definition = async (): Promise<Omit<CreateTableCommandInput, 'TableName'>> => {
  const { Resources } = parse(await readFile(template, 'utf8'), { logLevel: 'silent' });
  const { BillingMode, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = Resources.JobsTable.Properties;
  return { BillingMode, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes };
};

export type DynamoServer = {
  readonly documents: DynamoDBDocumentClient;
  /** Makes an empty jobs table, with the indexes that the service's has; returns its name. */
  jobsTable(): Promise<string>;
  close(): Promise<void>;
};

/** DynamoDB in memory, on this machine. */
export const dynamoServer = async (): Promise<DynamoServer> => {
  const server: Server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  });
  let tables = 0;
  return {
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    async jobsTable() {
      const TableName = `jobs-${tables++}`;
      await client.send(new CreateTableCommand({ TableName, ...(await definition()) }));
      return TableName;
    },
    async close() {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
