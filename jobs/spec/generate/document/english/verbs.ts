/** Verbs that names of functions and doc comments begin with. What is not among them is taken for a noun. */
const bases = new Set(
  (
    'accept acknowledge answer activate add adjust advance aggregate allocate allow amend analyze apply approve archive arrange assemble assign attach authenticate authorize award ' +
    'backup ban begin bill bind block book broadcast browse build bulk calculate call cancel capture change charge check checkout choose claim clean clear clone close collect combine commit compare complete compose compute confirm configure connect consume convert copy correct count create credit ' +
    'deactivate debit decide decline decode decrease decrypt deduct define delay delete deliver deny deposit describe detach detect determine disable discard discount dismiss dispatch display distribute download draw drop duplicate ' +
    'edit email empty enable encode encrypt end enforce enqueue ensure enrich enrol enroll enter erase escalate estimate evaluate exclude execute exit expire explain export extend extract ' +
    'fail favor favorite fetch fill filter finalize find finish fire flag follow forget format forward freeze fulfil fulfill generate get give grant group guard ' +
    'handle hash hide highlight hold identify ignore import impersonate include increase increment index indicate inform initialise initialize initiate insert inspect install invalidate invite invoice issue ' +
    'join keep label launch leave like link list load localize lock log login logout lookup mail maintain make manage map mark match measure merge migrate modify monitor move ' +
    'normalize notify obtain offer open order override overwrite pack paginate parse pause pay perform persist ping place plan populate post postpone prepare present preview price print process produce promote propose protect provide publish purchase purge push put ' +
    'query queue quote raise rank rate read reactivate rebuild receive recalculate recommend reconcile record recover redeem redirect reduce refresh refund refuse register reject release reload remember remind remove rename render renew reopen reorder repair repeat replace reply report request require reschedule resend reserve reset resize resolve respond restart restock restore restrict resubmit resume retrieve retry return revert review revoke rollback rotate round run ' +
    'save scan schedule scrape search seed select send serve set settle share ship show sign skip sort split start stop store stream submit subscribe subtract suggest summarize suspend swap switch sync synchronise synchronize ' +
    'tag take tell terminate test toggle track transfer transform translate transmit trigger trim truncate try turn unarchive unassign unban unblock undo unfollow unlink unlock unpublish unregister unsubscribe update upgrade upload upsert use validate verify view void vote wait warn watch withdraw wrap write yield'
  ).split(' '),
);

const irregular: Readonly<Record<string, string>> = { does: 'do', goes: 'go', has: 'have', is: 'be', are: 'be' };

/** The base form of a verb in the third person, of a gerund or of itself; nothing if it is no verb that is known. */
export const baseForm = (word: string): string | undefined => {
  const lower = word.toLowerCase();
  if (isVerb(lower)) return lower;
  const known = irregular[lower];
  if (known) return undefined;
  const tries = [
    lower.replace(/ies$/, 'y'),
    lower.replace(/es$/, ''),
    lower.replace(/s$/, ''),
    lower.replace(/ing$/, ''),
    lower.replace(/ing$/, 'e'),
    lower.replace(/([a-z])\1ing$/, '$1'),
  ];
  return tries.find((form) => form !== lower && bases.has(form));
};

export const isVerb = (word: string): boolean =>
  bases.has(word.toLowerCase()) || bases.has(word.toLowerCase().replace(/^un/, ''));

/** How what code does to itself looks from outside. */
const seen: Readonly<Record<string, string>> = {
  get: 'return',
  fetch: 'return',
  retrieve: 'return',
  load: 'return',
  find: 'return',
  query: 'return',
  lookup: 'return',
  read: 'return',
  obtain: 'return',
  view: 'show',
  display: 'show',
  browse: 'list',
  insert: 'add',
  put: 'replace',
  edit: 'update',
  modify: 'update',
  upsert: 'create or update',
  sync: 'synchronize',
  checkout: 'check out',
  login: 'log in',
  logout: 'log out',
  handle: 'process',
  rollback: 'roll back',
  backup: 'back up',
};

export const asSeen = (verb: string): string => seen[verb] ?? verb;

const irregularParticiples: Readonly<Record<string, string>> = {
  begin: 'begun',
  bind: 'bound',
  build: 'built',
  choose: 'chosen',
  draw: 'drawn',
  find: 'found',
  forget: 'forgotten',
  freeze: 'frozen',
  get: 'returned',
  give: 'given',
  hide: 'hidden',
  hold: 'held',
  keep: 'kept',
  leave: 'left',
  make: 'made',
  overwrite: 'overwritten',
  pay: 'paid',
  put: 'put',
  read: 'read',
  rebuild: 'rebuilt',
  reset: 'reset',
  run: 'run',
  send: 'sent',
  resend: 'resent',
  set: 'set',
  show: 'shown',
  split: 'split',
  take: 'taken',
  tell: 'told',
  undo: 'undone',
  withdraw: 'withdrawn',
  write: 'written',
};

const doubles =
  /(?:^|[^aeiou])(?:ban|drop|map|plan|ship|skip|stop|tag|trim|wrap|swap|submit|transfer|commit|cancel|log)$/;

/** https://en.wikipedia.org/wiki/English_verbs#Past_participle, as British English doubles its l. */
export const participle = (verb: string): string => {
  const known = irregularParticiples[verb];
  if (known) return known;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  if (doubles.test(verb)) return `${verb}${verb.at(-1)}ed`;
  return `${verb}ed`;
};

const isParticiple = new Map([...bases].map((verb) => [participle(verb), verb]));

/** Whether a word says how something is: paid, cancelled, published. */
export const tellsState = (word: string): boolean =>
  isParticiple.has(word) ||
  /^(?:active|inactive|empty|valid|invalid|available|unavailable|visible|hidden|private|public|online|offline|expired|deleted|published|canceled|paid|new|final|default|shipped|authenticated|enabled|disabled)$/.test(
    word,
  );
