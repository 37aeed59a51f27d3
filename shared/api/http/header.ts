import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A header by its lower-case name; one that is given several times is one, as RFC 9110 joins them (section 5.3). */
export const headerOf = ({ headers, multiValueHeaders }: APIGatewayProxyEvent, name: string): string | undefined => {
  const many = Object.entries(multiValueHeaders ?? {}).filter(([key]) => key.toLowerCase() === name);
  if (many.length > 0) return many.flatMap(([, values = []]) => values).join(', ');
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
};
