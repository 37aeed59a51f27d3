import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { proto } from './index.ts';

const factsOf = async (text: string, path = 'api.proto') =>
  (await parseAll([{ path, text }], [proto as Language])).facts;

const sample = `syntax = "proto3";
package library.v1;
import "google/api/annotations.proto";

// Lends books.
service Loans {
  // Lends one book.
  rpc Lend (LendRequest) returns (Loan) {
    option (google.api.http) = {
      post: "/v1/{shelf=shelves/*}/loans"
      body: "*"
      additional_bindings { put: "/v1/loans" }
    };
  }
  rpc Watch (stream LendRequest) returns (stream .library.v1.Loan) {}
}

message LendRequest {
  string shelf = 1; // where it stands
  oneof who { string reader = 2; int64 card = 3; }
  repeated Loan.State states = 4;
}

message Loan {
  enum State { OPEN = 0; BACK = 1; }
  State state = 1;
  map<string, Loan> others = 2;
}
`;

describe('Protocol Buffers', () => {
  it('gives an endpoint for each rpc, and for each HTTP binding', async () => {
    const { endpoints } = await factsOf(sample);
    expect(endpoints.map(({ verb, route, framework }) => `${framework} ${verb} ${route}`)).toEqual([
      'grpc RPC /library.v1.Loans/Lend',
      'grpc-gateway POST /v1/{shelf}/loans',
      'grpc-gateway PUT /v1/loans',
      'grpc RPC /library.v1.Loans/Watch',
    ]);
    expect(endpoints[0]).toMatchObject({
      summary: 'Lends one book.',
      handlerName: 'Loans.Lend',
      request: 'LendRequest',
      response: 'Loan',
      handler: 'api.proto#library.v1.Loans.Lend',
    });
    expect(endpoints[3]).toMatchObject({ request: 'stream LendRequest', response: 'stream library.v1.Loan' });
  });

  it('gives messages, fields and enums as symbols, and what they use', async () => {
    const { symbols, references } = await factsOf(sample);
    expect(symbols.map(({ qualifiedName }) => qualifiedName.replace('library.v1.', ''))).toEqual([
      ...['Loans', 'Loans.Lend', 'Loans.Watch', 'LendRequest', 'LendRequest.shelf', 'LendRequest.reader'],
      ...['LendRequest.card', 'LendRequest.states', 'Loan', 'Loan.State', 'Loan.State.OPEN', 'Loan.State.BACK'],
      ...['Loan.state', 'Loan.others'],
    ]);
    expect(symbols.find(({ name }) => name === 'shelf')?.doc).toBe('where it stands');
    expect(references.map(({ from, to }) => `${from.split('v1.')[1]} -> ${to.split('v1.')[1]}`)).toContain(
      'LendRequest -> Loan.State',
    );
  });

  it('gives no endpoints of tests', async () => {
    expect((await factsOf(sample, 'test/api.proto')).endpoints).toEqual([]);
  });

  it.each([
    'service',
    'service A {',
    'service A { rpc }',
    'service A { rpc B ( }',
    'message A { message B {',
    'package ;',
    'rpc B (C) returns (D);',
    'message A { a = }',
    '{'.repeat(10_000),
    'message A {'.repeat(2_000),
  ])('survives %.40j', async (text) => {
    await expect(factsOf(text)).resolves.toBeDefined();
  });
});
