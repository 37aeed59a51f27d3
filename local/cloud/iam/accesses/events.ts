import * as z from 'zod';
import { arn, nameInArn, type Place } from '../../place.ts';
import type { Row, Rows } from './row.ts';

const putEvents = z.object({
  Entries: z.array(
    z.object({
      EventBusName: z.string().default('default'),
      Source: z.string().default(''),
      DetailType: z.string().default(''),
    }),
  ),
});
const describeEventBus = z.object({ Name: z.string().default('default') });

const busArn = (name: string, place: Place): string => arn(place, 'events', `event-bus/${nameInArn(name)}`);

const put: Row = ({ body }, place) =>
  putEvents.parse(JSON.parse(body.toString('utf8'))).Entries.map(({ EventBusName, Source, DetailType }) => ({
    action: 'events:PutEvents',
    resource: busArn(EventBusName, place),
    context: { 'events:source': Source, 'events:detail-type': DetailType },
  }));

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const events: Rows = {
  PutEvents: put,
  DescribeEventBus: ({ body }, place) => [
    {
      action: 'events:DescribeEventBus',
      resource: busArn(describeEventBus.parse(JSON.parse(body.toString('utf8'))).Name, place),
    },
  ],
};
