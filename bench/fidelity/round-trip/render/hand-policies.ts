import { isObject, type JsonValue } from '#schemas/json.ts';
import type { File } from '../drop.ts';
import type { Live } from '../live.ts';
import { fieldOf, itemsOf, shown, type Tree, textOf } from '../tree.ts';
import { type ByHand, joined, number, ofType, present, property, show, tagsOf } from './hand.ts';

const document = (tree: Tree | undefined): JsonValue | undefined => {
  const value = show(tree);
  return typeof value === 'string' ? JSON.parse(value) : value;
};

/** Inline policies are got one by one: `iam get-role-policy`. https://docs.aws.amazon.com/cli/latest/reference/iam/get-role-policy.html */
export const roles = (live: readonly Live[]): ByHand => {
  const all = ofType(live, 'AWS::IAM::Role');
  const policies = ofType(live, 'AWS::IAM::Policy');
  const files = all.flatMap((role): File[] => {
    const name = role.ref;
    const at = (each: string) => property(role, each);
    const Role = present({
      RoleName: show(at('RoleName')) ?? name,
      Arn: role.attribute('Arn'),
      Path: show(at('Path')) ?? '/',
      AssumeRolePolicyDocument: document(at('AssumeRolePolicyDocument')),
      Description: show(at('Description')),
      MaxSessionDuration: number(at('MaxSessionDuration')),
      PermissionsBoundary: at('PermissionsBoundary')
        ? { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: show(at('PermissionsBoundary')) ?? '' }
        : undefined,
      ...tagsOf(role),
    });
    const inline = [
      ...itemsOf(at('Policies')),
      ...policies
        .filter((each) => itemsOf(property(each, 'Roles')).some((one) => textOf(one) === name))
        .map(({ properties }) => properties),
    ];
    const attached = itemsOf(at('ManagedPolicyArns')).map((arn) => ({
      PolicyName: textOf(arn)?.split('/').at(-1) ?? '',
      PolicyArn: shown(arn),
    }));
    return [
      { file: `iam/get-role.${name}.json`, content: { Role } },
      ...inline.map((policy, i) => ({
        file: `iam/get-role-policy.${name}.${i}.json`,
        content: present({
          RoleName: name,
          PolicyName: show(fieldOf(policy, 'PolicyName')),
          PolicyDocument: document(fieldOf(policy, 'PolicyDocument')),
        }),
      })),
      ...(attached.length > 0
        ? [{ file: `iam/list-attached-role-policies.${name}.json`, content: { AttachedPolicies: attached } }]
        : []),
    ];
  });
  const onRoles = policies.filter((each) =>
    itemsOf(property(each, 'Roles')).some((one) => all.some(({ ref }) => ref === textOf(one))),
  );
  const taken = new Set([...all, ...onRoles]);
  return { files, taken, complete: taken };
};

/** Policies that belong to a resource and are got by its name: `{ "Policy": "<json>" }`. */
export const bucketPolicies = (live: readonly Live[]): ByHand => {
  const policies = ofType(live, 'AWS::S3::BucketPolicy');
  const files = policies.map((each) => ({
    file: `s3api/get-bucket-policy.${String(show(property(each, 'Bucket')))}.json`,
    content: { Policy: JSON.stringify(document(property(each, 'PolicyDocument'))) },
  }));
  const taken = new Set(policies);
  return { files, taken, complete: taken };
};

/** `sqs get-queue-attributes` and `sns get-topic-attributes` have the policy among the attributes. */
export const queuesAndTopics = (live: readonly Live[]): ByHand => {
  const text = (tree: Tree | undefined) => {
    const value = show(tree);
    return value === undefined ? undefined : isObject(value) ? JSON.stringify(value) : String(value);
  };
  const shape = (kind: {
    type: string;
    policy: string;
    names: string;
    arn: string;
    command: string;
    skip: readonly string[];
  }): ByHand => {
    const all = ofType(live, kind.type);
    const policies = ofType(live, kind.policy);
    const taken = new Set<Live>(all);
    const files = all.flatMap((each): File[] => {
      const policy = policies.find((one) =>
        itemsOf(property(one, kind.names)).some((name) => textOf(name) === each.ref),
      );
      if (policy) taken.add(policy);
      for (const name of itemsOf(policy && property(policy, kind.names))) if (textOf(name) === each.ref) show(name);
      const attributes = [...each.properties.fields]
        .filter(([name]) => !kind.skip.includes(name))
        .map(([name, tree]) => [name, text(tree)]);
      const Attributes = present({
        ...Object.fromEntries(attributes),
        [kind.arn]: each.attribute(kind.type.includes('SNS') ? 'TopicArn' : 'Arn'),
        Policy: policy ? JSON.stringify(document(property(policy, 'PolicyDocument'))) : undefined,
      });
      const tags = property(each, 'Tags');
      const tagList = tags ? itemsOf(tags).map((tag) => shown(tag)) : [];
      const name = property(each, kind.type.includes('SNS') ? 'TopicName' : 'QueueName');
      if (name) show(name);
      return [
        { file: `${kind.command}.${each.ref.split(/[/:]/).at(-1)}.json`, content: { Attributes } },
        ...(tagList.length === 0
          ? []
          : kind.type.includes('SQS')
            ? [
                {
                  file: `sqs/list-queue-tags.${each.ref.split(/[/:]/).at(-1)}.json`,
                  content: {
                    Tags: Object.fromEntries(
                      tagList.flatMap((tag) => (isObject(tag) ? [[String(tag.Key), String(tag.Value)]] : [])),
                    ),
                  },
                },
              ]
            : [
                {
                  file: `sns/list-tags-for-resource.${each.ref.split(/[/:]/).at(-1)}.json`,
                  content: { Tags: tagList },
                },
              ]),
      ];
    });
    return { files, taken, complete: taken };
  };
  return joined([
    shape({
      type: 'AWS::SQS::Queue',
      policy: 'AWS::SQS::QueuePolicy',
      names: 'Queues',
      arn: 'QueueArn',
      command: 'sqs/get-queue-attributes',
      skip: ['Tags', 'QueueName'],
    }),
    shape({
      type: 'AWS::SNS::Topic',
      policy: 'AWS::SNS::TopicPolicy',
      names: 'Topics',
      arn: 'TopicArn',
      command: 'sns/get-topic-attributes',
      skip: ['Tags', 'TopicName', 'Subscription', 'DataProtectionPolicy'],
    }),
  ]);
};
