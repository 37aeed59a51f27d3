import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { go } from './index.ts';

const read = async (files: Record<string, string> | string) => {
  const all = typeof files === 'string' ? { 'a.go': files } : files;
  return parseAll(
    Object.entries(all).map(([path, text]) => ({ path, text })),
    [go as Language],
  );
};
const factsOf = async (files: Record<string, string> | string) => (await read(files)).facts;

describe('the symbols of Go', () => {
  it('holds types, methods and constants with what they say', async () => {
    const { symbols } = await factsOf(`package shop

// Order is what a customer buys.
type Order struct {
	ID int // its number
}

const (
	// Max is the most.
	Max = 5
)

// Place places it.
func (o *Order) Place(n int) error { return nil }

type placer interface{ Place(n int) error }
`);
    expect(symbols.map(({ id, kind, visibility, doc }) => [id.split('#')[1], kind, visibility, doc])).toEqual([
      ['shop.Order', 'struct', 'public', 'Order is what a customer buys.'],
      ['shop.Order.ID', 'field', 'public', 'its number'],
      ['shop.Max', 'constant', 'public', 'Max is the most.'],
      ['shop.Order.Place', 'method', 'public', 'Place places it.'],
      ['shop.placer', 'interface', 'internal', undefined],
      ['shop.placer.Place', 'method', 'public', undefined],
    ]);
    expect(symbols[3]).toMatchObject({
      container: 'a.go#shop.Order',
      span: { start: 13, end: 14 },
      signature: 'func (o *Order) Place(n int) error',
    });
  });

  it('follows calls to methods by the type of the receiver, and to other packages', async () => {
    const { references } = await factsOf({
      'svc/svc.go':
        'package svc\nimport "example.org/m/store"\ntype Svc struct { repo *store.Repo }\nfunc (s *Svc) Do() { s.repo.Save(); store.Open() }\n',
      'store/store.go': 'package store\ntype Repo struct{}\nfunc (r *Repo) Save() {}\nfunc Open() {}\n',
    });
    const edges = references.map(({ from, to, kind }) => `${from.split('#')[1]} ${kind} ${to.split('#')[1]}`);
    expect(edges).toEqual(expect.arrayContaining(['svc.Svc.Do calls store.Repo.Save', 'svc.Svc.Do calls store.Open']));
  });
});

describe('what Go stores', () => {
  it('reads gorm: keys, lengths, relations, embedded structs, tables', async () => {
    const { entities } = await factsOf(`package m
type Base struct { ID uint \`gorm:"primaryKey"\` }
type User struct { Base
  Name string \`gorm:"size:40;uniqueIndex;not null"\`
  Nick *string
  Pets []Pet
  Secret string \`gorm:"-"\` }
type Pet struct { gorm.Model
  OwnerID uint
  Owner User \`gorm:"foreignKey:OwnerID"\` }
func (User) TableName() string { return "people" }`);
    const user = entities.find(({ name }) => name === 'User');
    expect(user).toMatchObject({
      framework: 'gorm',
      table: 'people',
      relations: [{ kind: 'one-to-many', target: 'Pet', field: 'Pets' }],
    });
    expect(user?.fields.map((f) => [f.name, f.key, f.nullable, f.length, f.unique])).toEqual([
      ['ID', true, false, undefined, false],
      ['Name', false, false, 40, true],
      ['Nick', false, true, undefined, false],
    ]);
    expect(entities.find(({ name }) => name === 'Pet')?.fields.map(({ name }) => name)).toEqual([
      'ID',
      'CreatedAt',
      'UpdatedAt',
      'DeletedAt',
      'OwnerID',
    ]);
    expect(entities).toHaveLength(2);
  });

  it('reads structs with db and bson tags, not what only passes by', async () => {
    const { entities } = await factsOf(
      'package m\ntype Item struct { ID int `db:"id"` }\ntype Doc struct { ID string `bson:"_id"` }\ntype ItemParams struct { ID int `db:"id"` }\ntype Dto struct { A int `json:"a"` }',
    );
    expect(entities.map(({ name, framework, fields }) => [name, framework, fields[0]?.key])).toEqual([
      ['Item', 'sqlx', true],
      ['Doc', 'mongo', true],
    ]);
  });
});

describe('the rules of Go', () => {
  it('reads the tags of validators', async () => {
    const { validations } = await factsOf(
      'package m\ntype In struct { Name string `validate:"required,min=2,max=20"`\n Age int `binding:"gte=18,lt=100"`\n Mail string `validate:"omitempty,email"`\n Kind string `validate:"oneof=a b"`\n Tags []string `validate:"max=3,dive,min=1"` }',
    );
    expect(validations.map(({ field, rule, min, max, values }) => ({ field, rule, min, max, values }))).toEqual([
      { field: 'Name', rule: 'required' },
      { field: 'Name', rule: 'length', min: 2 },
      { field: 'Name', rule: 'length', max: 20 },
      { field: 'Age', rule: 'range', min: 18 },
      { field: 'Age', rule: 'range', max: 99 },
      { field: 'Mail', rule: 'email' },
      { field: 'Kind', rule: 'one-of', values: ['a', 'b'] },
      { field: 'Tags', rule: 'length', max: 3 },
    ]);
  });

  it('says what becomes of a request under a condition', async () => {
    const { outcomes } = await factsOf(`package m
func h(w http.ResponseWriter, r *http.Request) {
  if n > max { http.Error(w, "at most "+limit, http.StatusBadRequest); return }
  if err := load(n); err != nil { c.JSON(http.StatusNotFound, gin.H{"error": "nothing there"}); return }
  switch state { case Done: http.Redirect(w, r, "/done", http.StatusSeeOther) }
}
func place(n int) (int, error) {
  if n < 1 { return 0, fmt.Errorf("%d is too few", n) }
  if n > 9 { return 0, ErrTooMany }
  if n == 5 { return 7, nil }
  return n, nil
}`);
    expect(
      outcomes.map(({ condition, effect, status, type, message }) => ({ condition, effect, status, type, message })),
    ).toEqual([
      { condition: 'n > max', effect: 'responds', status: 400, message: 'at most {limit}' },
      { condition: 'err := load(n); err != nil', effect: 'responds', status: 404, message: 'nothing there' },
      { condition: 'state == Done', effect: 'redirects', status: 303 },
      { condition: 'n < 1', effect: 'throws', type: 'fmt.Errorf', message: '{n} is too few' },
      { condition: 'n > 9', effect: 'throws', type: 'ErrTooMany' },
      { condition: 'n == 5', effect: 'returns', type: '7, nil' },
    ]);
  });
});

describe('what else Go says', () => {
  it('finds settings with their defaults, never a secret', async () => {
    const { configuration } = await factsOf(`package m
func f() { os.Getenv("SHOP_HOME"); viper.SetDefault("http.port", 8080); flag.Int("workers", 4, "how many"); getEnv("API_KEY", "abc") }
type Config struct { Host string \`env:"HOST" envDefault:"localhost"\` }`);
    expect(configuration.map(({ key, default: value }) => [key, value])).toEqual([
      ['SHOP_HOME', undefined],
      ['http.port', '8080'],
      ['workers', '4'],
      ['API_KEY', undefined],
      ['HOST', 'localhost'],
    ]);
  });

  it('finds jobs with their periods', async () => {
    const { scheduledJobs } = await factsOf(
      'package m\nconst every = 2 * time.Minute\nfunc sweep() { t := time.NewTicker(every); _ = t }\nfunc plan(c *cron.Cron) { c.AddFunc("0 3 * * *", cleanUp) }',
    );
    expect(scheduledJobs.map(({ name, schedule, seconds }) => [name, schedule, seconds])).toEqual([
      ['sweep', 'every 120 s', 120],
      ['cleanUp', '0 3 * * *', undefined],
    ]);
  });

  it('finds messages with their channels', async () => {
    const { messages } = await factsOf(
      'package m\nimport "github.com/nats-io/nats.go"\nconst subject = "orders.placed"\nfunc f(nc *nats.Conn) { nc.Publish(subject, data); nc.Subscribe("orders.paid", onPaid) }',
    );
    expect(messages.map(({ direction, channel }) => [direction, channel])).toEqual([
      ['publishes', 'orders.placed'],
      ['consumes', 'orders.paid'],
    ]);
  });

  it('finds calls to the outside, without what is secret of an address', async () => {
    const { externalCalls } = await factsOf(
      'package m\nfunc f() { http.Get("https://u:p@api.example.org/x?k=1"); exec.Command("convert", "-v"); smtp.SendMail(a, b, c, d, e); sql.Open("postgres", dsn) }',
    );
    expect(externalCalls.map(({ kind, target }) => [kind, target])).toEqual([
      ['http', 'api.example.org'],
      ['process', 'convert'],
      ['email', 'smtp.SendMail'],
      ['database', 'sql.Open'],
    ]);
  });

  it('finds measures with number and unit', async () => {
    const { measures } = await factsOf(
      'package m\nconst limit = 10 << 20\nfunc f() { c := &http.Client{Timeout: 30 * time.Second}; http.MaxBytesReader(w, r.Body, limit); bcrypt.GenerateFromPassword(p, 12); ctx, stop := context.WithTimeout(ctx, 500*time.Millisecond); tx, err := db.BeginTx(ctx, nil) }',
    );
    expect(measures.map(({ subject, value, unit }) => [subject, value, unit])).toEqual([
      ['timeout', 30, 's'],
      ['upload-size', 10_485_760, 'B'],
      ['hashing', undefined, undefined],
      ['timeout', 0.5, 's'],
      ['transaction', undefined, undefined],
    ]);
  });
});

describe('Go that is not as it should be', () => {
  it('keeps what can be read of a file with syntax errors', async () => {
    const { facts, outcomes } = await read(
      'package m\nfunc good() { os.Getenv("A") }\nfunc bad( { if } \nfunc after() {}',
    );
    expect(outcomes.get('a.go')?.parsed).toBe(true);
    expect(facts.symbols.map(({ name }) => name)).toContain('good');
  });

  it('bears functions that call each other for ever, depth, and names that objects have of their own', async () => {
    const head = 'package m\nimport "github.com/go-chi/chi/v5"\n';
    const { outcomes, facts } = await read({
      'a.go': `${head}func A(r chi.Router) { r.Route("/a", func(r chi.Router) { B(r) }) }\nfunc B(r chi.Router) { r.Get("/größe/😀", h); A(r) }\nfunc main() { r := chi.NewRouter(); A(r); r.Mount("/me", r) }`,
      'b.go': `package m\nvar s = ${'"a" + '.repeat(3_000)}"b"\nvar n = ${'('.repeat(500)}1${')'.repeat(500)}\nconst X = Y\nconst Y = X\nfunc f() { os.Getenv(X); toString(); constructor.__proto__() }`,
      'c.go': `${head}func many() chi.Router { r := chi.NewRouter(); ${'r.Mount("/x", many()); '.repeat(200)} return r }`,
      'd.go': '',
    });
    expect([...outcomes.values()].every(({ parsed }) => parsed)).toBe(true);
    expect(facts.endpoints.map(({ route }) => route)).toContain('/a/größe/😀');
  });
});
