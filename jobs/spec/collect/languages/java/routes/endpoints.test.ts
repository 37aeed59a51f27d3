import type { Language } from '../../../parse/language.ts';
import { parseAll } from '../../../parse/parse-all.ts';
import { java } from '../index.ts';

const spring = 'import org.springframework.web.bind.annotation.*;\n';
const endpointsOf = async (files: Record<string, string>) =>
  (
    await parseAll(
      Object.entries(files).map(([path, text]) => ({ path, text })),
      [java as Language],
    )
  ).facts.endpoints;
const routesOf = async (files: Record<string, string>) =>
  (await endpointsOf(files)).map(({ verb, route }) => `${verb} ${route}`).sort();

describe('the routes of a Spring controller', () => {
  it('joins the paths of class and method, each with each', async () => {
    const text = `${spring}@RestController @RequestMapping({"/a", "b/"}) class C { @GetMapping({"/x", "y"}) void m() {} }`;
    expect(await routesOf({ 'C.java': text })).toEqual(['GET /a/x', 'GET /a/y', 'GET /b/x', 'GET /b/y']);
  });

  it('takes verbs from the method, all of them, or any where none is named', async () => {
    const text = `${spring}@Controller class C {
      @RequestMapping(path = "/x", method = {RequestMethod.PUT, RequestMethod.POST}) void a() {}
      @RequestMapping("/y") void b() {} }`;
    expect(await routesOf({ 'C.java': text })).toEqual(['ANY /y', 'POST /x', 'PUT /x']);
  });

  it('resolves constants of other files, sums of them, and static imports', async () => {
    expect(
      await routesOf({
        'p/Paths.java':
          'package p; public final class Paths { public static final String ROOT = "/api"; static final String V = ROOT + "/v1"; }',
        'q/C.java': `package q; import p.Paths; import static p.Paths.V; ${spring}
          @RestController @RequestMapping(V + C.OWN) class C { static final String OWN = "/own";
          @GetMapping(value = Paths.ROOT + "/{id:[0-9]{3}}") void m() {} }`,
      }),
    ).toEqual(['GET /api/v1/own/api/{id}']);
  });

  it('fills in ${settings} and the context path from the application file', async () => {
    expect(
      await routesOf({
        'src/main/resources/application.yml':
          'server:\n  servlet:\n    context-path: /shop # root\napi:\n  base: "/v3"\n',
        'C.java': `${spring}@RestController @RequestMapping("\${api.base}") class C { @GetMapping("\${x.y:orders}") void m() {} }`,
      }),
    ).toEqual(['GET /shop/v3/orders']);
  });

  it('finds mappings on the interface that a controller implements, with its parameters', async () => {
    const [endpoint] = await endpointsOf({
      'Api.java': `${spring}@RequestMapping("/things") interface Api {
        /** Shows a thing. */ @GetMapping("/{id}") Thing get(@PathVariable("id") long key); }`,
      'C.java': '@RestController class C implements Api { public Thing get(long key) { return null; } }',
    });
    expect(endpoint).toMatchObject({
      verb: 'GET',
      route: '/things/{id}',
      handlerName: 'C.get',
      handler: 'C.java#C.get',
      parameters: [{ name: 'id', in: 'path', required: true }],
      response: 'Thing',
      summary: 'Shows a thing.',
    });
  });

  it('knows annotations made of annotations', async () => {
    expect(
      await routesOf({
        'JsonApi.java': '@RestController @RequestMapping("/json") @interface JsonApi {}',
        'Read.java': '@RequestMapping(method = RequestMethod.GET) @interface Read { String[] path(); }',
        'C.java': '@JsonApi class C { @Read(path = "/r") void m() {} }',
      }),
    ).toEqual(['GET /json/r']);
  });

  it('inherits handlers from a base class', async () => {
    expect(
      await routesOf({
        'Base.java': `${spring}abstract class Base<T> { @GetMapping("/{id}") T one(@PathVariable long id) { return null; } }`,
        'C.java': '@RestController @RequestMapping("/cats") class C extends Base<Cat> {}',
      }),
    ).toEqual(['GET /cats/{id}']);
  });

  it('takes no client interface and no test for an endpoint', async () => {
    expect(
      await routesOf({
        'Client.java': '@FeignClient("x") interface Client { @GetMapping("/far") String far(); }',
        'src/test/java/T.java': '@RestController class T { @GetMapping("/test") void m() {} }',
      }),
    ).toEqual([]);
  });

  it('says what a request holds, what it is answered with, and by which statuses', async () => {
    const [endpoint] = await endpointsOf({
      'Gone.java': '@ResponseStatus(HttpStatus.GONE) class GoneException extends RuntimeException {}',
      'Advice.java':
        '@ControllerAdvice class Advice { @ExceptionHandler(BadThing.class) ResponseEntity<String> bad() { return ResponseEntity.unprocessableEntity().build(); } }',
      'C.java': `${spring}@RestController class C {
        @PostMapping("/o") ResponseEntity<List<Order>> m(@RequestBody @Valid NewOrder order, @RequestParam(defaultValue = "1") int page,
            @RequestHeader("X-Tenant") String tenant, Pageable pageable, HttpServletRequest request) {
          if (a) throw new GoneException();
          if (b) throw new BadThing();
          return c ? ResponseEntity.status(HttpStatus.CREATED).body(x) : new ResponseEntity<>(HttpStatus.CONFLICT); } }`,
    });
    expect(endpoint).toMatchObject({ request: 'NewOrder', response: 'List<Order>', statuses: [201, 409, 410, 422] });
    expect(endpoint?.parameters.map((one) => `${one.in} ${one.name} ${one.required}`)).toEqual([
      'body order true',
      'query page false',
      'header X-Tenant true',
      'query page false',
      'query size false',
      'query sort false',
    ]);
  });

  it('reads router functions, nested ones with their prefixes', async () => {
    const text = `class Routes { @Bean RouterFunction<ServerResponse> all(OrderHandler handler) {
      return route().path("/orders", b -> b.GET("/{id}", handler::one).POST("", handler::add))
        .nest(path("/admin"), () -> route(DELETE("/all"), handler::clear)).build(); } }
      class OrderHandler { Mono<ServerResponse> one(ServerRequest r) { return ServerResponse.notFound().build(); } }`;
    expect(await routesOf({ 'Routes.java': text })).toEqual(['DELETE /admin/all', 'GET /orders/{id}', 'POST /orders']);
    const found = (await endpointsOf({ 'Routes.java': text })).find(({ verb }) => verb === 'GET');
    expect(found).toMatchObject({ handler: 'Routes.java#OrderHandler.one', statuses: [404] });
  });

  it('gives generated interfaces what their contract says', async () => {
    expect(
      await routesOf({
        'src/main/resources/openapi.yml':
          'openapi: 3.0.1\npaths:\n  /pets/{id}:\n    get:\n      operationId: show-pet\n      responses: {"200": {}}\n',
        'C.java': `${spring}@RestController @RequestMapping("/api") class C implements PetsApi { @Override public ResponseEntity<Pet> showPet(Integer id) { return null; } }`,
      }),
    ).toEqual(['GET /api/pets/{id}']);
  });
});

describe('the routes of other Java frameworks', () => {
  it('reads JAX-RS with its application path', async () => {
    expect(
      await routesOf({
        'App.java': '@ApplicationPath("/rest") class App extends Application {}',
        'R.java':
          'import jakarta.ws.rs.*; @Path("books") class R { @GET @Path("{isbn : \\\\d+}") Book get(@PathParam("isbn") String isbn) { return null; } @POST void add(Book book) {} }',
      }),
    ).toEqual(['GET /rest/books/{isbn}', 'POST /rest/books']);
  });

  it('reads Micronaut, whose controllers name their path themselves', async () => {
    const text =
      'import io.micronaut.http.annotation.*; @Controller("/m") class C { @Get("/{id}") String get(Long id) { return ""; } @Post String add() { return ""; } }';
    expect(await routesOf({ 'C.java': text })).toEqual(['GET /m/{id}', 'POST /m']);
  });

  it('reads servlets', async () => {
    const text =
      '@WebServlet(urlPatterns = {"/s", "/t/*"}) class S extends HttpServlet { protected void doGet(HttpServletRequest a, HttpServletResponse b) { b.sendError(HttpServletResponse.SC_NOT_FOUND); } }';
    expect(await routesOf({ 'S.java': text })).toEqual(['GET /s', 'GET /t/*']);
    expect((await endpointsOf({ 'S.java': text }))[0]?.statuses).toEqual([404]);
  });
});

describe('whom an endpoint lets in', () => {
  const authOf = async (annotations: string, more: Record<string, string> = {}, route = '/x') =>
    (
      await endpointsOf({
        'C.java': `@RestController class C { @GetMapping("${route}") ${annotations} void m() {} }`,
        ...more,
      })
    )[0]?.auth;

  it('reads expressions, roles and who may come in', async () => {
    expect(await authOf(`@PreAuthorize("hasAnyRole('A', 'B') and hasAuthority('w')")`)).toMatchObject({
      access: 'required',
      roles: ['A', 'B'],
      policies: ['w'],
    });
    expect(await authOf('@Secured({"ROLE_X"})')).toMatchObject({ access: 'required', roles: ['X'] });
    expect(
      await authOf('@RolesAllowed(Roles.Y)', { 'Roles.java': 'interface Roles { String Y = "boss"; }' }),
    ).toMatchObject({ roles: ['boss'] });
    expect(await authOf('@PermitAll')).toMatchObject({ access: 'anonymous' });
    expect(await authOf('')).toEqual({ access: 'unknown', roles: [], policies: [] });
  });

  it('asks the filter chain, the first rule that fits', async () => {
    const chain = {
      'S.java': `class S { static final String[] OPEN = {"/open/**", "/login"};
        @Bean SecurityFilterChain chain(HttpSecurity http) { return http.authorizeHttpRequests(a -> a
          .requestMatchers(OPEN).permitAll()
          .requestMatchers(HttpMethod.POST, "/x/**").hasRole("WRITER")
          .requestMatchers("/admin/**").hasAuthority("ADMIN")
          .anyRequest().authenticated()).build(); } }`,
    };
    expect(await authOf('', chain, '/open/a')).toMatchObject({ access: 'anonymous' });
    expect(await authOf('', chain, '/admin/a')).toMatchObject({ access: 'required', policies: ['ADMIN'] });
    expect(await authOf('', chain, '/x/y')).toMatchObject({
      access: 'required',
      roles: [],
      policies: [],
      span: { path: 'S.java' },
    });
  });
});
