import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { java } from './index.ts';

const read = async (files: Record<string, string> | string) => {
  const all = typeof files === 'string' ? { 'A.java': files } : files;
  return parseAll(
    Object.entries(all).map(([path, text]) => ({ path, text })),
    [java as Language],
  );
};
const factsOf = async (files: Record<string, string> | string) => (await read(files)).facts;

describe('the symbols of Java', () => {
  it('holds types and members with what they say, overloads told apart', async () => {
    const { symbols } = await factsOf(`package a;
/** Keeps {@link Order orders}.
 * @author x */
@Service
public class Shop {
  static final int MAX = 3;
  /** Places. */ public Order place(int a) { return null; }
  private Order place(int a, String... b) { return null; }
  enum State { OPEN }
  record Line(int n) {}
}`);
    expect(symbols.map(({ id, kind, visibility }) => `${id} ${kind} ${visibility}`)).toEqual([
      'A.java#a.Shop class public',
      'A.java#a.Shop.MAX constant internal',
      'A.java#a.Shop.place method public',
      'A.java#a.Shop.place~2 method private',
      'A.java#a.Shop.State enum internal',
      'A.java#a.Shop.State.OPEN enum-member internal',
      'A.java#a.Shop.Line record internal',
      'A.java#a.Shop.Line.n field internal',
    ]);
    expect(symbols[0]).toMatchObject({
      doc: 'Keeps orders.',
      span: { start: 2, end: 11 },
      signature: 'public class Shop',
    });
  });

  it('marks what belongs to the tests', async () => {
    const { symbols } = await factsOf({
      'src/test/java/ATest.java': 'class ATest { void t() {} }',
      'B.java': 'class B {}',
    });
    expect(symbols.map(({ name, isTest }) => [name, isTest])).toEqual([
      ['B', false],
      ['ATest', true],
      ['t', true],
    ]);
  });

  it('follows calls by the type of the receiver', async () => {
    const { references } = await factsOf({
      'A.java': 'class A { private final Repo repo; void go(Other other) { repo.find(1); other.find(1); } }',
      'Repo.java': 'interface Repo { void find(int a); }',
      'Other.java': 'class Other extends Base { void find(int a) {} }',
    });
    const edges = references.map(({ from, to, kind }) => `${from.split('#')[1]} ${kind} ${to.split('#')[1]}`);
    expect(edges).toEqual(expect.arrayContaining(['A.go calls Repo.find', 'A.go calls Other.find', 'A uses Repo']));
  });
});

describe('what Java stores', () => {
  it('reads keys, lengths, what may be empty and what is unique; leaves out what is not stored', async () => {
    const { entities } =
      await factsOf(`@Entity @Table(name = "users", uniqueConstraints = @UniqueConstraint(columnNames = "nick"))
      class User { @Id Long id; @Column(length = 50, nullable = false, unique = true) String login; String nick; @Transient int a; static int B = 1; boolean on; }`);
    expect(entities[0]).toMatchObject({ name: 'User', framework: 'jpa', table: 'users' });
    expect(entities[0]?.fields.map((f) => [f.name, f.key, f.nullable, f.length, f.unique])).toEqual([
      ['id', true, false, undefined, false],
      ['login', false, false, 50, true],
      ['nick', false, true, undefined, true],
      ['on', false, false, undefined, false],
    ]);
  });

  it('inherits fields from mapped superclasses of other packages, and reads annotations on getters', async () => {
    const { entities } = await factsOf({
      'base/Base.java':
        'package base; @MappedSuperclass public abstract class Base { private Long id; @Id public Long getId() { return id; } }',
      'b/Cat.java': 'package b; import base.Base; @Entity public class Cat extends Base { private String name; }',
    });
    expect(entities.map(({ name, fields }) => [name, fields.map((f) => `${f.name}${f.key ? '*' : ''}`)])).toEqual([
      ['Cat', ['id*', 'name']],
    ]);
  });

  it('tells relations from fields', async () => {
    const { entities } = await factsOf({
      'A.java':
        '@Entity class Order { @Id Long id; @ManyToOne(optional = false) Customer customer; @OneToMany(mappedBy = "order") Set<Line> lines; @ElementCollection List<String> tags; }',
      'B.java': '@Document("lines") record Line(@Id String id, @DBRef Order order) {}',
    });
    expect(entities[0]?.relations.map(({ kind, target, field }) => [kind, target, field])).toEqual([
      ['many-to-one', 'Customer', 'customer'],
      ['one-to-many', 'Line', 'lines'],
    ]);
    expect(entities[0]?.fields.map(({ name }) => name)).toEqual(['id', 'tags']);
    expect(entities[1]).toMatchObject({ framework: 'mongo', table: 'lines', fields: [{ name: 'id', key: true }] });
  });
});

describe('the rules of Java', () => {
  it('reads constraints with bounds, patterns and messages', async () => {
    const { validations } = await factsOf({
      'A.java': `record NewOrder(@NotBlank(message = "A name is needed") String name, @Size(min = 2, max = Limits.MAX) String code,
        @Min(1) @Max(9) int n, @Pattern(regexp = "[A-Z]+") String p, @Email String mail, @DecimalMin("0.5") double w) {}`,
      'Limits.java': 'interface Limits { int MAX = 4 * 5; }',
    });
    expect(
      validations.map(({ field, rule, min, max, pattern, message }) => ({ field, rule, min, max, pattern, message })),
    ).toEqual([
      { field: 'name', rule: 'required', message: 'A name is needed' },
      { field: 'code', rule: 'length', min: 2, max: 20 },
      { field: 'n', rule: 'range', min: 1 },
      { field: 'n', rule: 'range', max: 9 },
      { field: 'p', rule: 'pattern', pattern: '[A-Z]+' },
      { field: 'mail', rule: 'email' },
      { field: 'w', rule: 'range', min: 0.5 },
    ]);
  });

  it('reads validators, and constraints of our own', async () => {
    const { validations } = await factsOf({
      'V.java':
        'class V implements Validator { public void validate(Object o, Errors errors) { Pet pet = (Pet) o; if (pet.old()) { errors.rejectValue("age", "tooOld", "is too old"); } } }',
      'Own.java': '@Constraint(validatedBy = X.class) @interface ValidIban { String message() default "x"; }',
      'B.java': 'class B { @ValidIban(message = "No such account") String iban; @Autowired String other; }',
    });
    expect(validations.map(({ subject, field, rule, message }) => [subject, field, rule, message])).toEqual([
      ['B', 'iban', 'custom', 'No such account'],
      ['Pet', 'age', 'custom', 'is too old'],
    ]);
  });

  it('says what becomes of a request under a condition', async () => {
    const { outcomes } = await factsOf(`class A {
      Object a(int n) { if (n > MAX) { throw new TooMany("At most " + MAX + " of " + n); } return null; }
      ResponseEntity<X> b(X x) { if (x == null) return ResponseEntity.notFound().build(); return ResponseEntity.ok(x); }
      X c(long id) { return repo.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No " + id)); }
      String d(BindingResult r) { if (r.hasErrors()) { return "form"; } return "redirect:/done"; }
      void e(String s) { Assert.notNull(s, "s must be there"); }
      static final int MAX = 5; }
      @ResponseStatus(HttpStatus.CONFLICT) class TooMany extends RuntimeException {}`);
    expect(
      outcomes.map(({ condition, effect, status, type, message }) => ({ condition, effect, status, type, message })),
    ).toEqual([
      { condition: 'n > MAX', effect: 'throws', status: 409, type: 'TooMany', message: 'At most 5 of {n}' },
      { condition: 'x == null', effect: 'responds', status: 404 },
      {
        condition: 'repo.findById(id) is empty',
        effect: 'throws',
        status: 404,
        type: 'ResponseStatusException',
        message: 'No {id}',
      },
      { condition: 'r.hasErrors()', effect: 'returns', type: 'String', message: 'form' },
      { effect: 'redirects', message: '/done' },
      { condition: 's == null', effect: 'throws', type: 'IllegalArgumentException', message: 's must be there' },
    ]);
  });
});

describe('what else Java says', () => {
  it('finds settings with their defaults, never a secret', async () => {
    const { configuration } =
      await factsOf(`class A { @Value("\${shop.max:10}") int max; @Value("\${shop.api-key:abc}") String key;
      A(Environment env) { env.getProperty("shop.url", "http://x"); System.getenv("SHOP_HOME"); } }
      @ConfigurationProperties(prefix = "mail") class MailProperties { private int retryCount = 3; private String password = "x"; }`);
    expect(configuration.map(({ key, default: value }) => [key, value])).toEqual([
      ['shop.max', '10'],
      ['shop.api-key', undefined],
      ['shop.url', 'http://x'],
      ['SHOP_HOME', undefined],
      ['mail.retry-count', '3'],
      ['mail.password', undefined],
    ]);
  });

  it('finds jobs with their periods', async () => {
    const { scheduledJobs } =
      await factsOf(`class A { @Scheduled(cron = "0 0 * * * *") void a() {} @Scheduled(fixedRate = 5 * 1000) void b() {}
      @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.MINUTES) void c() {} @Scheduled(every = "10s") void d() {} @Scheduled(fixedRateString = "\${x:3000}") void e() {} }`);
    expect(scheduledJobs.map(({ name, schedule, seconds }) => [name, schedule, seconds])).toEqual([
      ['A.a', '0 0 * * * *', undefined],
      ['A.b', 'every 5 s', 5],
      ['A.c', 'every 120 s', 120],
      ['A.d', 'every 10 s', 10],
      ['A.e', 'every 3 s', 3],
    ]);
  });

  it('finds messages with their channels', async () => {
    const { messages } = await factsOf({
      'A.java': `class A { KafkaTemplate<String, Placed> kafka; RabbitTemplate rabbit; ApplicationEventPublisher events;
        void go(Placed placed) { kafka.send(Topics.ORDERS, placed); rabbit.convertAndSend("ex", "key", new Paid()); events.publishEvent(new Shipped(1)); }
        @KafkaListener(topics = {Topics.ORDERS, "b"}) void on(ConsumerRecord<String, Placed> record) {}
        @EventListener void on(Shipped event) {} }`,
      'Topics.java': 'interface Topics { String ORDERS = "orders"; }',
    });
    expect(messages.map(({ direction, name, channel }) => [direction, name, channel])).toEqual([
      ['publishes', 'Placed', 'orders'],
      ['publishes', 'Paid', 'ex'],
      ['publishes', 'Shipped', undefined],
      ['consumes', 'Placed', 'orders'],
      ['consumes', 'Placed', 'b'],
      ['consumes', 'Shipped', undefined],
    ]);
  });

  it('finds calls to the outside', async () => {
    const { externalCalls } = await factsOf(`class A { RestTemplate rest; JavaMailSender mail;
      void go() { rest.getForObject("https://user@api.example.org/x?key=1", String.class); mail.send(m); WebClient.builder().baseUrl("https://b.example.org").build(); } }
      @FeignClient(name = "stock", url = "http://stock.example.org") interface Stock {} interface Repo extends JpaRepository<Order, Long> {}`);
    expect(externalCalls.map(({ kind, target }) => [kind, target])).toEqual(
      expect.arrayContaining([
        ['http', 'api.example.org'],
        ['email', 'JavaMailSender'],
        ['http', 'b.example.org'],
        ['http', 'stock.example.org'],
        ['database', 'Order'],
      ]),
    );
    expect(externalCalls).toHaveLength(5);
  });

  it('finds measures with number and unit', async () => {
    const { measures } = await factsOf({
      'A.java': `class A { static final int SIZE = 5; PasswordEncoder e = new BCryptPasswordEncoder(12);
        @Transactional void a() { PageRequest.of(p, SIZE); client.readTimeout(Duration.ofSeconds(7)); }
        @Retryable(maxAttempts = 4) void b() { Caffeine.newBuilder().expireAfterWrite(10, TimeUnit.MINUTES); }
        SecurityFilterChain c(HttpSecurity http) { http.csrf(x -> x.disable()); } }`,
      'application.properties': 'spring.servlet.multipart.max-file-size=10MB\n',
    });
    expect(measures.map(({ subject, value, unit }) => [subject, value, unit])).toEqual(
      expect.arrayContaining([
        ['hashing', 12, 'rounds (log2)'],
        ['transaction', undefined, undefined],
        ['page-size', 5, 'items'],
        ['timeout', 7, 's'],
        ['retries', 4, 'attempts'],
        ['cache-lifetime', 10, 'min'],
        ['anti-forgery', undefined, undefined],
        ['upload-size', 10, 'MB'],
      ]),
    );
  });
});

describe('Java that is not as it should be', () => {
  it('keeps what can be read of a file with syntax errors', async () => {
    const { facts, outcomes } = await read(
      '@RestController class C { @GetMapping("/ok") void m() { int = ; } void broken( { } @GetMapping("/x") void x() {} } } class D { @Id',
    );
    expect(outcomes.get('A.java')?.parsed).toBe(true);
    expect(facts.endpoints.map(({ route }) => route)).toContain('/ok');
  });

  it('bears circles, depth, odd letters and names that objects have of their own', async () => {
    const deep = `class D { String s = ${'"a" + '.repeat(3_000)}"b"; int n = ${'('.repeat(500)}1${')'.repeat(500)}; }`;
    const { outcomes, facts } = await read({
      'A.java':
        'class A extends B { static final String X = Y; static final String Y = X; @GetMapping(X) void m() {} }',
      'B.java':
        '@RestController class B extends A { @GetMapping("/größe/😀") void ü() {} @GetMapping(constructor.__proto__) void toString() {} }',
      'C.java':
        'class constructor { int __proto__; int hasOwnProperty; @__proto__ @constructor(toString = 1) void valueOf() { valueOf(); toString(); } }',
      'D.java': deep,
      'E.java': '',
    });
    expect([...outcomes.values()].every(({ parsed }) => parsed)).toBe(true);
    expect(facts.endpoints.map(({ route }) => route)).toContain('/größe/😀');
  });
});
