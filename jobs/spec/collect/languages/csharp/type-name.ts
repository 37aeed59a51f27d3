/** Type arguments of a type as it is spelled, the outermost: Dictionary<string, List<int>> -> string, List<int>. */
export const typeArguments = (type: string): string[] => {
  const open = type.indexOf('<');
  const close = type.lastIndexOf('>');
  if (open < 0 || close < open) return [];
  const found: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open + 1; at <= close; at++) {
    const char = type[at];
    if (char === '<' || char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth--;
    if ((char === ',' && depth === 0) || at === close) {
      found.push(type.slice(start, at).trim());
      start = at + 1;
    }
    if (char === '>') depth--;
  }
  return found.filter(Boolean);
};

/** Its name alone: Shop.Orders.List<int>? -> List. */
export const simpleName = (type: string): string =>
  type
    .replace(/<[\s\S]*$/, '')
    .replace(/[?[\],\s]+$/, '')
    .split(/[.:]/)
    .at(-1)
    ?.trim() ?? type;

const wrappers = new Set([
  'Task',
  'ValueTask',
  'ActionResult',
  'Nullable',
  'IOptions',
  'IOptionsMonitor',
  'IOptionsSnapshot',
  'Lazy',
  'Ok',
  'Results',
]);
const collections = new Set([
  'List',
  'IList',
  'ICollection',
  'IEnumerable',
  'IReadOnlyList',
  'IReadOnlyCollection',
  'HashSet',
  'ISet',
  'Collection',
  'IQueryable',
  'DbSet',
  'ObservableCollection',
  'IAsyncEnumerable',
  'IPagedList',
  'PagedList',
  'IRepository',
]);

/** The type of what is awaited or unwrapped: Task<ActionResult<Order?>> -> Order. */
export const unwrapped = (type: string): string => {
  const bare = type.trim().replace(/\?$/, '');
  const [first, ...others] = typeArguments(bare);
  return first && others.length === 0 && wrappers.has(simpleName(bare)) ? unwrapped(first) : bare;
};

/** The type of the items, if it is a collection. */
export const itemType = (type: string): string | undefined => {
  const bare = type.trim().replace(/\?$/, '');
  if (bare.endsWith('[]')) return bare.slice(0, -2).trim();
  const [first, ...others] = typeArguments(bare);
  return first && others.length === 0 && collections.has(simpleName(bare)) ? first : undefined;
};
