import { createServer } from 'node:http';
import * as z from 'zod';

const wanted = z.object({ Name: z.string() });

/** A server on this machine that speaks Parameter Store's GetParameter: these values, and ParameterNotFound for any other. */
export const parameterStore = async (values: Readonly<Record<string, string>>) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { Name } = wanted.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      asked.push(Name);
      const Value = Object.hasOwn(values, Name) ? values[Name] : undefined;
      response.writeHead(Value === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(Value === undefined ? { __type: 'ParameterNotFound' } : { Parameter: { Name, Value } }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    /** Names of the parameters that were asked for. */
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
