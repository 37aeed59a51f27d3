import type { TerraformRow, TerraformRows } from './row.ts';

const of = (name: string): TerraformRow => ({ type: `AWS::ElasticLoadBalancingV2::${name}`, ids: ['arn'] });

const loadBalancer = { ...of('LoadBalancer'), ids: ['arn', 'name', 'dns_name'] };
const targetGroup = { ...of('TargetGroup'), ids: ['arn', 'name'] };
const attachment = { ...of('TargetGroup'), ids: ['target_group_arn'] };
const certificate = { ...of('ListenerCertificate'), ids: ['id'] };

/** `aws_alb` is the older name of `aws_lb`. */
export const loadBalancing: TerraformRows = {
  aws_alb: loadBalancer,
  aws_alb_listener: of('Listener'),
  aws_alb_listener_certificate: certificate,
  aws_alb_listener_rule: of('ListenerRule'),
  aws_alb_target_group: targetGroup,
  aws_alb_target_group_attachment: attachment,
  aws_elb: { type: 'AWS::ElasticLoadBalancing::LoadBalancer', ids: ['name', 'dns_name'] },
  aws_lb: loadBalancer,
  aws_lb_listener: of('Listener'),
  aws_lb_listener_certificate: certificate,
  aws_lb_listener_rule: of('ListenerRule'),
  aws_lb_target_group: targetGroup,
  aws_lb_target_group_attachment: attachment,
};
