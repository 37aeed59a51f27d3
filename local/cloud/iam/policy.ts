import * as z from 'zod';

const oneOrMore = z.union([z.string().transform((value) => [value]), z.array(z.string())]);
const exactlyOne = (...given: readonly unknown[]): boolean => given.filter((value) => value !== undefined).length === 1;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html; an identity's policy has no `Principal`. */
const statement = z
  .strictObject({
    Sid: z.string().default(''),
    Effect: z.enum(['Allow', 'Deny']),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).default({}),
  })
  .refine(({ Action, NotAction }) => exactlyOne(Action, NotAction), 'needs either Action or NotAction')
  .refine(({ Resource, NotResource }) => exactlyOne(Resource, NotResource), 'needs either Resource or NotResource')
  .readonly();

const document = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: z.array(statement),
});
const policies = z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: document })).default([]);

export type Statement = z.infer<typeof statement>;

/** The statements of a role's inline policies, their intrinsic functions resolved. Throws for what IAM would not take. */
export const statementsOf = (inlinePolicies: unknown): readonly Statement[] =>
  policies.parse(inlinePolicies).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
