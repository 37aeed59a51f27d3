import type { Endpoint, Facts } from '#schemas/spec/facts.ts';
import type { Language } from '../../../parse/language.ts';
import { parseAll } from '../../../parse/parse-all.ts';
import { csharp } from '../index.ts';

const factsOf = async (...texts: string[]): Promise<Facts> => {
  const files = texts.map((text, nth) => ({ path: `src/File${nth}.cs`, text }));
  return (await parseAll(files, [csharp as Language])).facts;
};

const endpointsOf = async (...texts: string[]): Promise<Endpoint[]> => (await factsOf(...texts)).endpoints;
const routes = async (...texts: string[]): Promise<string[]> =>
  (await endpointsOf(...texts)).map(({ verb, route }) => `${verb} ${route}`).sort();

describe('endpoints of controllers', () => {
  it('come of attributes, with tokens, constants, constraints and roots', async () => {
    const found = await routes(
      `public static class Paths { public const string Root = "api"; public const string Carts = Root + "/carts"; }`,
      `[ApiController, Route(Paths.Carts + "/[controller]")]
       public class LinesController : ControllerBase {
         [HttpGet] public IActionResult All() => Ok();
         [HttpGet("{id:int?}")] public IActionResult One(int? id) => Ok();
         [HttpPut("~/lines/{*path}"), HttpPatch("/lines")] public IActionResult Change(string path) => Ok();
         [Route("[action]"), HttpPost] public IActionResult Merge() => Ok();
         [AcceptVerbs("GET", "HEAD", Route = "probe")] public IActionResult Probe() => Ok();
         [NonAction] public IActionResult Helper() => Ok();
         IActionResult Hidden() => Ok();
       }`,
    );
    expect(found).toEqual([
      'GET /api/carts/Lines',
      'GET /api/carts/Lines/probe',
      'GET /api/carts/Lines/{id}',
      'HEAD /api/carts/Lines/probe',
      'PATCH /lines',
      'POST /api/carts/Lines/Merge',
      'PUT /lines/{path}',
    ]);
  });

  it('inherit routes, areas, demands and actions from the classes that they extend', async () => {
    const [all, one] = await endpointsOf(
      `[Route("api/[controller]"), Authorize(Roles = "Clerk")]
       public abstract class CrudController<T> : ControllerBase { [HttpGet] public Task<ActionResult<List<T>>> All() => null; }`,
      `public class PetsController : CrudController<Pet> { [HttpGet("{id}"), AllowAnonymous] public ActionResult<Pet> One(Guid id) => NotFound(); }`,
    );
    expect(all).toMatchObject({ verb: 'GET', route: '/api/Pets', auth: { access: 'required', roles: ['Clerk'] } });
    expect(one).toMatchObject({
      route: '/api/Pets/{id}',
      auth: { access: 'anonymous' },
      statuses: [404],
      response: 'Pet',
    });
  });

  it('come of conventions and areas, the default action and absent optional parameters left out', async () => {
    const found = await routes(
      `app.MapControllerRoute("areas", "{area:exists}/{controller=Home}/{action=Index}/{id?}");
       app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");`,
      `public class HomeController : Controller { public IActionResult Index() => View(); public IActionResult About(int id) => View(); public Model Helper() => null; }`,
      `[Area("Desk")] public class TicketsController : Controller { public IActionResult Index() => View(); [HttpPost] public IActionResult Close(int id) => View(); }`,
    );
    expect(found).toEqual(['GET /', 'GET /Desk/Tickets', 'GET /Home/About/{id}', 'POST /Desk/Tickets/Close/{id}']);
  });

  it('come of route providers, with constants and interpolated prefixes', async () => {
    const found = await routes(
      `public class Routes : BaseRouteProvider, IRouteProvider {
         public void RegisterRoutes(IEndpointRouteBuilder builder) {
           var lang = GetLanguageRoutePattern();
           builder.MapControllerRoute(name: Names.Quote, pattern: $"{lang}/quotes/{{quoteId:min(1)}}", defaults: new { controller = "Quote", action = "Show" });
           builder.MapControllerRoute("Setup", "Admin/Quote/Setup", new { controller = "QuoteAdmin", action = "Configure", area = AreaNames.ADMIN });
         } }`,
      `public class QuoteController : BasePublicController {
         public async Task<IActionResult> Show(int quoteId) => View();
         [HttpPost, ActionName("Show")] public async Task<IActionResult> Order(QuoteModel model) => RedirectToRoute("Cart"); }`,
      `[Area(AreaNames.ADMIN)] public class QuoteAdminController : BasePluginController { public IActionResult Configure() => View(); public IActionResult Rows() => Json(1); }`,
    );
    expect(found).toEqual([
      'GET /Admin/Quote/Setup',
      'GET /Admin/QuoteAdmin/Rows',
      'GET /{lang}/quotes/{quoteId}',
      'POST /{lang}/quotes/{quoteId}',
    ]);
  });

  it('say what they ask for, take and answer', async () => {
    const [endpoint] = await endpointsOf(
      `[Authorize(Policy = Policies.Staff)] public class OrdersController : ControllerBase {
         /// <summary>Places an order.</summary>
         [HttpPost("orders/{shop}"), CheckPermission(Permissions.PLACE), ProducesResponseType(typeof(Order), StatusCodes.Status201Created)]
         public async Task<IActionResult> Place(string shop, [FromBody] PlaceOrder command, [FromHeader(Name = "X-Key")] string key, int page = 1, CancellationToken stop = default) {
           if (command == null) return BadRequest("No order.");
           return page > 1 ? StatusCode(409) : CreatedAtAction("Get", null); } }`,
      `public static class Policies { public const string Staff = "staff-only"; }`,
    );
    expect(endpoint).toMatchObject({
      handlerName: 'OrdersController.Place',
      handler: 'src/File0.cs#OrdersController.Place',
      summary: 'Places an order.',
      auth: { access: 'required', policies: ['PLACE', 'staff-only'] },
      request: 'PlaceOrder',
      response: 'Order',
      statuses: [201, 400, 409],
      span: { path: 'src/File0.cs', start: 2, end: 6 },
    });
    expect(endpoint?.parameters.map(({ name, in: where, required }) => [name, where, required])).toEqual([
      ['shop', 'path', true],
      ['command', 'body', true],
      ['X-Key', 'header', true],
      ['page', 'query', false],
    ]);
  });

  it('fall under a fallback policy where they say nothing', async () => {
    const [endpoint] = await endpointsOf(
      `services.AddAuthorization(o => { o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build(); });`,
      `[Route("a")] public class AController : ControllerBase { [HttpGet] public IActionResult Get() => Ok(); }`,
    );
    expect(endpoint?.auth.access).toBe('required');
  });
});

describe('endpoints of minimal APIs', () => {
  it('stand below groups, through variables and extension methods of other files', async () => {
    const found = await endpointsOf(
      `var app = builder.Build();
       var v1 = app.MapGroup("/v1").RequireAuthorization("staff");
       v1.MapGroup("books").MapBooks();
       app.MapGet("/health", () => Results.Ok()).AllowAnonymous();
       app.MapMethods("/ping", new[] { "GET", "HEAD" }, () => "pong");`,
      `public static class BookEndpoints {
         public static RouteGroupBuilder MapBooks(this RouteGroupBuilder group) {
           group.MapGet("/", ListAsync).WithSummary("Lists books.");
           group.MapPost("/{shelf:int}", async (int shelf, Book book, IBooks books) => { return TypedResults.Created("/x", book); });
           return group; }
         static async Task<Results<Ok<Book[]>, NotFound>> ListAsync([AsParameters] Paging paging, IBooks books) => TypedResults.NotFound(); }`,
      `public record Paging(int Page = 1, int Size = 20);`,
    );
    expect(found.map(({ verb, route, auth }) => [verb, route, auth.access, auth.policies.join()])).toEqual([
      ['GET', '/health', 'anonymous', ''],
      ['GET', '/ping', 'unknown', ''],
      ['HEAD', '/ping', 'unknown', ''],
      ['GET', '/v1/books', 'required', 'staff'],
      ['POST', '/v1/books/{shelf}', 'required', 'staff'],
    ]);
    expect(found[3]).toMatchObject({
      handlerName: 'BookEndpoints.ListAsync',
      statuses: [200, 404],
      response: 'Book[]',
      summary: 'Lists books.',
    });
    expect(found[3]?.parameters.map(({ name, required }) => [name, required])).toEqual([
      ['page', false],
      ['size', false],
    ]);
    expect(found[4]).toMatchObject({ request: 'Book', statuses: [201] });
  });
});

describe('other endpoints of ASP.NET', () => {
  it('are pages by where they lie, classes that configure themselves, hubs', async () => {
    const pages = [
      {
        path: 'src/Areas/Desk/Pages/Orders/Index.cshtml.cs',
        text: '[Authorize] public class IndexModel : PageModel { public void OnGet(int page = 1) { } public IActionResult OnPostDeleteAsync(Guid id) => Page(); }',
      },
      {
        path: 'src/PlaceOrder.cs',
        text: `public class PlaceOrder : Endpoint<Order, Receipt> { public override void Configure() { Post("/orders/{shop:int}"); Roles("Clerk"); } }`,
      },
      { path: 'src/Program.cs', text: 'app.MapHub<NewsHub>("/news");' },
    ];
    const { endpoints } = (await parseAll(pages, [csharp as Language])).facts;
    expect(endpoints.map(({ verb, route, auth, handlerName }) => [verb, route, auth.access, handlerName])).toEqual([
      ['GET', '/Desk/Orders', 'required', 'IndexModel.OnGet'],
      ['POST', '/Desk/Orders?handler=Delete', 'required', 'IndexModel.OnPostDeleteAsync'],
      ['POST', '/orders/{shop}', 'required', 'PlaceOrder'],
      ['ANY', '/news', 'unknown', 'NewsHub'],
    ]);
    expect(endpoints[2]).toMatchObject({ request: 'Order', response: 'Receipt', auth: { roles: ['Clerk'] } });
  });

  it('ask for what their code checks, itself or in a function that they share', async () => {
    const [open, shared, own] = await endpointsOf(
      `public class DeskController : Controller {
         public IActionResult About() { if (_permissionService.Authorize(Permissions.VIEW)) ShowLink(); return View(); }
         public async Task<IActionResult> Mine() { var turned = await CheckAsync(); if (turned != null) return turned; return View(); }
         public async Task<IActionResult> List() { if (!await _permissionService.AuthorizeAsync(Permissions.VIEW)) return AccessDeniedView(); return View(); }
         private async Task<IActionResult> CheckAsync() { if (await _customers.IsGuestAsync(null)) return Challenge(); return null; } }`,
      'public static class Permissions { public const string VIEW = "Desk.View"; }',
    );
    expect(open?.auth.access).toBe('unknown');
    expect(shared?.auth).toMatchObject({ access: 'required', policies: [] });
    expect(own?.auth).toMatchObject({ access: 'required', policies: ['Desk.View'] });
  });

  it('take the names of parameters from constants and variables of the function', async () => {
    const found = await routes(
      `public class Routes { public void Register(IEndpointRouteBuilder builder) { var slug = $"shop/{{{Names.Slug}}}"; builder.MapControllerRoute("slug", slug, new { controller = "Shop", action = "Show" }); } }
       public static class Names { public static string Slug => "Slug"; }`,
      'public class ShopController : Controller { public IActionResult Show() => View(); }',
    );
    expect(found).toEqual(['GET /shop/{Slug}']);
  });

  it('are modules that add routes, functions of the program, and Web API 2 by the names of methods', async () => {
    const found = await endpointsOf(
      `var app = WebApplication.CreateBuilder(args).Build();
       Things.Map(app);
       app.MapGet("/todos", All);
       static Results<Ok<Todo[]>, NotFound> All(int page, Db db) => TypedResults.NotFound();`,
      'public static class Things { public static void Map(WebApplication app) { app.MapGroup("/v2").MapGroup("/things").MapGet("/", () => 1); } }',
      `public class Shelf : ICarterModule { public void AddRoutes(IEndpointRouteBuilder app) { var shelf = app.MapGroup("/shelf");
         shelf.MapGet("{id}", One).RequireAuthorization(p => p.RequireRole("boss")); } static IResult One(int id) => Results.Ok(); }`,
      'public class OldController : ApiController { public IHttpActionResult GetOld(int id) { return Ok(); } public void PostOld(Thing thing) { } }',
    );
    expect(found.map(({ verb, route, auth, statuses }) => [verb, route, auth.roles.join(), statuses.join()])).toEqual([
      ['GET', '/todos', '', '200,404'],
      ['GET', '/v2/things', '', ''],
      ['GET', '/shelf/{id}', 'boss', '200'],
      ['GET', '/api/Old/{id}', '', '200'],
      ['POST', '/api/Old', '', ''],
    ]);
    expect(found[0]).toMatchObject({
      handler: 'src/File0.cs#All',
      parameters: [{ name: 'page', in: 'query' }],
      response: 'Todo[]',
    });
  });
});
