import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import * as z from 'zod';

const segment = z.object({
  name: z.string(),
  id: z.string(),
  trace_id: z.string(),
  parent_id: z.string().optional(),
  type: z.string().optional(),
  annotations: z.record(z.string(), z.unknown()).optional(),
});

export type Segment = z.infer<typeof segment>;

/**
 * Hears what functions tell the X-Ray daemon, and has them do so: `env` is that of a function that is invoked with a sampled
 * trace. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
 */
export const startDaemon = async () => {
  const heard: Segment[] = [];
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.on('message', (message) => {
    const [, document = ''] = message.toString('utf8').split('\n');
    heard.push(segment.parse(JSON.parse(document)));
  });
  const env = {
    POWERTOOLS_TRACE_ENABLED: 'true',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${socket.address().port}`,
    _X_AMZN_TRACE_ID: 'Root=1-6920b1a0-ffffffffffffffffffffffff;Parent=aaaaaaaaaaaaaaaa;Sampled=1',
  };
  return { heard, env, close: () => socket.close() };
};
