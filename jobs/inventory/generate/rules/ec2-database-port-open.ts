import { openPortRule } from './open-port.ts';

export const ec2DatabasePortOpen = openPortRule({
  id: 'ec2-database-port-open',
  finds: 'A security group that opens a database port to the world',
  title: 'Security group opens a database port to the world',
  ports: {
    1433: 'SQL Server',
    1521: 'Oracle',
    2379: 'etcd',
    3306: 'MySQL',
    5432: 'PostgreSQL',
    5439: 'Redshift',
    5601: 'Kibana',
    6379: 'Redis',
    9042: 'Cassandra',
    9092: 'Kafka',
    9200: 'Elasticsearch',
    11211: 'Memcached',
    27017: 'MongoDB',
  },
  page: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19',
  todo: 'Allow the security groups of the clients instead of addresses; a database needs no rule that names the world.',
});
