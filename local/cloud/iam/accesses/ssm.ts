import * as z from 'zod';
import { arn } from '../../place.ts';
import type { Rows } from './row.ts';

const getParameter = z.object({ Name: z.string() });

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssm: Rows = {
  GetParameter: ({ body }, place) => {
    const { Name } = getParameter.parse(JSON.parse(body.toString('utf8')));
    // A name's own slash is the one that the ARN has after `parameter`.
    const resource = arn(place, 'ssm', `parameter${Name.startsWith('/') ? '' : '/'}${Name}`);
    return [{ action: 'ssm:GetParameter', resource }];
  },
};
