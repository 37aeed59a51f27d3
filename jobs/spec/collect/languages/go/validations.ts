import type { Validation } from '#schemas/spec/facts.ts';
import type { GoField, GoStruct } from './model.ts';

type Made = Pick<Validation, 'rule'> & Partial<Validation>;

const isText = (type: string): boolean => /^\*?string$|^\*?\[\]|^\*?map\[/.test(type);

const bounds = (type: string, edge: Partial<Pick<Validation, 'min' | 'max'>>): Made => ({
  rule: isText(type) ? 'length' : 'range',
  ...edge,
});

const number = (text: string): number | undefined => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);

const edge =
  (name: 'min' | 'max' | 'both', shift = 0) =>
  (type: string, value: string): Made | undefined => {
    const figure = number(value);
    if (figure === undefined) return undefined;
    const moved = figure + (Number.isInteger(figure) ? shift : 0);
    return bounds(type, { ...(name !== 'max' && { min: moved }), ...(name !== 'min' && { max: moved }) });
  };

/** https://pkg.go.dev/github.com/go-playground/validator/v10 and ozzo-like names. */
const rules: Readonly<Record<string, (type: string, value: string) => Made | undefined>> = {
  required: () => ({ rule: 'required' }),
  notblank: () => ({ rule: 'required' }),
  min: edge('min'),
  max: edge('max'),
  gte: edge('min'),
  lte: edge('max'),
  gt: edge('min', 1),
  lt: edge('max', -1),
  len: edge('both'),
  email: () => ({ rule: 'email' }),
  url: () => ({ rule: 'url' }),
  uri: () => ({ rule: 'url' }),
  http_url: () => ({ rule: 'url' }),
  oneof: (_, value) => ({
    rule: 'one-of',
    values: value.match(/'[^']*'|\S+/g)?.map((one) => one.replace(/^'|'$/g, '')) ?? [],
  }),
  unique: () => ({ rule: 'unique' }),
  eqfield: (_, value) => ({ rule: 'custom', message: `must equal ${value}` }),
  nefield: (_, value) => ({ rule: 'custom', message: `must differ from ${value}` }),
  gtfield: (_, value) => ({ rule: 'custom', message: `must be greater than ${value}` }),
  ltfield: (_, value) => ({ rule: 'custom', message: `must be less than ${value}` }),
};

const formats =
  /^(uuid\d?|alpha\w*|numeric|number|datetime|e164|iso\w+|ip(v[46])?|cidr|hexcolor|base64|json|jwt|lowercase|uppercase|hostname|latitude|longitude|credit_card|boolean|ascii|printascii|startswith|endswith|contains|excludes|mac|semver|cron)$/;
const silent = /^(omitempty|omitnil|dive|keys|endkeys|structonly|-|)$/;

const ofRule = (text: string, type: string): Made | undefined => {
  const [name = '', value = ''] = text.split(/=(.*)/s);
  const known = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (known) return known(type, value);
  if (silent.test(name)) return undefined;
  if (formats.test(name)) return { rule: 'format', pattern: (value || name).slice(0, 300) };
  return /^required_/.test(name)
    ? { rule: 'required', message: `required if ${value}` }
    : { rule: 'custom', message: name.slice(0, 500) };
};

const ofField = (field: GoField, struct: GoStruct): Validation[] => {
  const text = field.tags.validate ?? field.tags.binding ?? '';
  /** After `dive` the rules are about the elements. */
  const own = text.split(/,?dive,?/)[0] ?? '';
  const base = { subject: struct.name, field: field.name, symbol: struct.id, span: field.span };
  const made = own
    .split(',')
    .map((rule) => ofRule(rule.split('|')[0]?.trim() ?? '', field.type))
    .filter((one): one is Made => one !== undefined);
  const govalidator = field.tags.valid?.split(',').flatMap((rule) => ofGovalidator(rule.trim())) ?? [];
  return [...made, ...govalidator].map((one) => ({ ...base, ...one }));
};

/** https://pkg.go.dev/github.com/asaskevich/govalidator */
const ofGovalidator = (rule: string): Made[] => {
  const [name = '', message] = rule.split('~');
  const length = /^(?:string|rune)?length\((\d+)\|(\d+)\)$/.exec(name);
  const range = /^range\((\d+)\|(\d+)\)$/.exec(name);
  const said = message ? { message: message.slice(0, 500) } : {};
  if (name === 'required') return [{ rule: 'required', ...said }];
  if (name === 'email') return [{ rule: 'email', ...said }];
  if (/^(url|requri)$/.test(name)) return [{ rule: 'url', ...said }];
  if (length) return [{ rule: 'length', min: Number(length[1]), max: Number(length[2]), ...said }];
  if (range) return [{ rule: 'range', min: Number(range[1]), max: Number(range[2]), ...said }];
  return [];
};

/** The rules in the tags of structs. */
export const validationsOf = (structs: readonly GoStruct[]): Validation[] =>
  structs.flatMap((struct) => struct.fields.flatMap((field) => ofField(field, struct)));
