import type { Rows } from './row.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const sns: Rows = {
  Publish: ({ body }) => {
    const form = new URLSearchParams(body.toString('utf8'));
    return [{ action: 'sns:Publish', resource: form.get('TopicArn') ?? form.get('TargetArn') ?? '*' }];
  },
};
