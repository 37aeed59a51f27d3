import { cellOf, readingOf, resourceOf } from '../testing/scan.ts';
import { looksOf } from './looks.ts';

const image = (accountId: string) =>
  readingOf([resourceOf('ami-1', { type: 'AWS::EC2::Image', arn: 'arn:aws:ec2:eu-west-1::image/ami-1', accountId })], {
    cell: cellOf('ec2', { accountId }),
  });

describe('The looks of a scan', () => {
  it('hold a resource once that two cells saw', () => {
    const reading = readingOf([resourceOf('i-1')]);
    expect(looksOf([reading, reading]).resources).toHaveLength(1);
  });

  it('hold an image for each account that sees it', () => {
    const { facts } = looksOf([image('111122223333'), image('444455556666')]);
    expect(facts.map(({ accountId }) => accountId)).toEqual(['111122223333', '444455556666']);
  });
});
