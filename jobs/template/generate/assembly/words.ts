/** The letters and digits of a name as PascalCase: 'orders-table' -> OrdersTable, '/aws/lambda/api' -> AwsLambdaApi. */
export const pascalCase = (name: string): string => words(name).join('');

/** The words of a name, each with a capital: 'eu-west-1a' -> [Eu, West, 1a]; letters without a Latin base are left out. */
export const words = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/'s\b/g, 's')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map(
      (word) =>
        word.charAt(0).toUpperCase() + (word === word.toUpperCase() ? word.slice(1).toLowerCase() : word.slice(1)),
    );
