import { openPortRule } from './open-port.ts';

export const ec2AdminPortOpen = openPortRule({
  id: 'ec2-admin-port-open',
  finds: 'A security group that opens an administration port to the world',
  title: 'Security group opens an administration port to the world',
  ports: {
    22: 'SSH',
    23: 'Telnet',
    135: 'RPC',
    445: 'SMB',
    2375: 'Docker',
    3389: 'RDP',
    5900: 'VNC',
    5985: 'WinRM',
    5986: 'WinRM',
    10250: 'kubelet',
  },
  page: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19',
  todo: 'Remove the rule and come in through Session Manager or EC2 Instance Connect Endpoint, or allow the addresses you come from only.',
});
