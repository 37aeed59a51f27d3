/** A name without case and separators: DBInstanceIdentifier, dBInstanceIdentifier and db-instance-identifier are one. */
export const normal = (name: string): string => {
  const known = normals.get(name);
  if (known !== undefined) return known;
  if (normals.size >= normalsLimit) normals.clear();
  const form = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  normals.set(name, form);
  return form;
};

/** A drop repeats few names very often; names that are data must not fill the memory. */
const normals = new Map<string, string>();
const normalsLimit = 20_000;

/** Subnets -> subnet, policies -> policy, addresses -> address; status, access and ids of one letter stay. */
export const singular = (name: string): string => {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  if (/(ss|us|is)$/.test(name) || name.length < 3) return name;
  if (/(sses|xes|ches|shes)$/.test(name)) return name.slice(0, -2);
  return name.endsWith('s') ? name.slice(0, -1) : name;
};
