import { type FoundObject, field, itemsOf, literal, object, put, take, textOf } from '../found.ts';
import { rename, told } from '../reshape.ts';
import type { Shaping } from '../shaping.ts';
import type { TerraformException } from './exception.ts';

const numbers: Readonly<Record<string, number>> = { all: -1, tcp: 6, udp: 17, icmp: 1, icmpv6: 58 };

const spawnEntry = (shaping: Shaping, entry: FoundObject, acl: string, isEgress: boolean): void => {
  const number = textOf(field(entry, 'rule_no')) ?? textOf(field(entry, 'rule_number'));
  const protocol = take(entry, 'protocol');
  const name = textOf(protocol) ?? '';
  const code = Object.hasOwn(numbers, name) ? (numbers[name] ?? -1) : Number(name);
  put(entry, 'Protocol', told(protocol, code));
  rename(entry, { rule_no: 'RuleNumber', action: 'RuleAction' });
  const hasPorts = code === 6 || code === 17;
  const unused = [
    ...(hasPorts ? [] : ['from_port', 'to_port']),
    ...(code === 1 || code === 58 ? [] : ['icmp_type', 'icmp_code']),
  ];
  for (const each of unused) shaping.dropNode(take(entry, each), 'service-default', 'not of this protocol');
  rename(entry, {
    from_port: 'PortRange.From',
    to_port: 'PortRange.To',
    icmp_type: 'Icmp.Type',
    icmp_code: 'Icmp.Code',
  });
  put(entry, 'Egress', literal(isEgress));
  put(entry, 'NetworkAclId', literal(acl));
  shaping.spawn('AWS::EC2::NetworkAclEntry', `${acl}|${number}|${isEgress}`, entry);
};

const networkAcl: TerraformException = {
  from: ['aws_network_acl'],
  shape: (shaping) => {
    const { found } = shaping;
    const acl = textOf(field(found, 'id')) ?? shaping.identity;
    for (const name of ['ingress', 'egress']) {
      for (const entry of itemsOf(take(found, name))) {
        if (entry.kind === 'object') spawnEntry(shaping, entry, acl, name === 'egress');
      }
    }
    for (const id of itemsOf(take(found, 'subnet_ids'))) {
      const fields = [
        ['NetworkAclId', literal(acl)],
        ['SubnetId', id],
      ] as const;
      shaping.spawn('AWS::EC2::SubnetNetworkAclAssociation', `${acl}|${textOf(id)}`, object(fields));
    }
  },
};

const networkAclRule: TerraformException = {
  from: ['aws_network_acl_rule'],
  shape: (shaping) => {
    const { found } = shaping;
    shaping.drop(['id'], 'read-only', 'Terraform names it');
    const acl = textOf(field(found, 'network_acl_id')) ?? shaping.identity;
    const isEgress = textOf(field(found, 'egress')) === 'true';
    const own = object(found.fields);
    found.fields.clear();
    shaping.isMade = false;
    spawnEntry(shaping, own, acl, isEgress);
  },
};

export const networkAcls: readonly TerraformException[] = [networkAcl, networkAclRule];
