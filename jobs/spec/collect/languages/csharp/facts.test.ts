import type { Facts } from '#schemas/spec/facts.ts';
import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { csharp } from './index.ts';

const factsOf = async (...texts: string[]): Promise<Facts> => {
  const files = texts.map((text, nth) => ({ path: `src/File${nth}.cs`, text }));
  return (await parseAll(files, [csharp as Language])).facts;
};

describe('symbols and references of C#', () => {
  it('have qualified names, spans with comments and attributes, and numbers for overloads', async () => {
    const { symbols } = await factsOf(
      `namespace Shop.Orders;
/// <summary>Places orders.</summary>
[Serializable]
public sealed class Desk
{
    public int Count() => 1;
    public int Count(int more) => more;
    enum Mood { Good }
}`,
    );
    expect(symbols.map(({ id, kind }) => `${kind} ${id}`)).toEqual([
      'class src/File0.cs#Shop.Orders.Desk',
      'method src/File0.cs#Shop.Orders.Desk.Count',
      'method src/File0.cs#Shop.Orders.Desk.Count~2',
      'enum src/File0.cs#Shop.Orders.Desk.Mood',
      'enum-member src/File0.cs#Shop.Orders.Desk.Mood.Good',
    ]);
    expect(symbols[0]).toMatchObject({
      doc: 'Places orders.',
      signature: 'public sealed class Desk',
      visibility: 'public',
      span: { path: 'src/File0.cs', start: 2, end: 9 },
    });
  });

  it('go from a call to what implements the interface it is made upon', async () => {
    const { references } = await factsOf(
      'public interface IDesk { Task<Order> FindAsync(int id); } public class Order { public void Cancel() { } }',
      'public class Desk : IDesk { public Task<Order> FindAsync(int id) => null; }',
      'public class Page { private readonly IDesk _desk; public async Task Go() { var order = await _desk.FindAsync(1); order.Cancel(); } }',
    );
    const calls = references
      .filter(({ from, kind }) => from.endsWith('Page.Go') && kind === 'calls')
      .map(({ to }) => to);
    expect(calls).toEqual(['src/File0.cs#IDesk.FindAsync', 'src/File0.cs#Order.Cancel', 'src/File1.cs#Desk.FindAsync']);
    expect(references).toContainEqual({
      from: 'src/File1.cs#Desk',
      to: 'src/File0.cs#IDesk',
      kind: 'implements',
      count: 1,
    });
  });
});

describe('outcomes of C#', () => {
  it('say under which condition what happens', async () => {
    const { outcomes } = await factsOf(
      `public class Desk { public IActionResult Go(Order order, int amount) {
         ArgumentNullException.ThrowIfNull(order);
         var other = Find() ?? throw new MissingException($"No order {order.Id} here.");
         if (amount < 1) return BadRequest("At least one is needed.");
         else if (order.Done) return RedirectToAction("Index");
         var mood = order.Kind switch { Kind.A => 1, _ => throw new InvalidOperationException("Unknown kind.") };
         try { } catch (DeskException) { return Conflict(); }
         return order.Ready ? Ok() : NotFound(); } }`,
    );
    expect(
      outcomes.map(({ condition, effect, status, type, message }) => [condition, effect, status, type, message]),
    ).toEqual([
      ['order is null', 'throws', undefined, 'ArgumentNullException', undefined],
      ['Find() is null', 'throws', undefined, 'MissingException', 'No order {Id} here.'],
      ['amount < 1', 'responds', 400, 'BadRequest', 'At least one is needed.'],
      ['order.Done', 'redirects', 302, 'RedirectToAction', undefined],
      ['no other case of order.Kind', 'throws', undefined, 'InvalidOperationException', 'Unknown kind.'],
      ['DeskException is caught', 'responds', 409, 'Conflict', undefined],
      ['order.Ready', 'responds', 200, 'Ok', undefined],
      ['!(order.Ready)', 'responds', 404, 'NotFound', undefined],
    ]);
  });
});

describe('validations of C#', () => {
  it('come of annotations and of fluent rules, with their messages', async () => {
    const { validations } = await factsOf(
      `public record Ask([property: Required] string Reason) {
         [Range(1, 9, ErrorMessage = "One to nine.")] public int Count { get; init; }
         [RegularExpression("^[A-Z]+$")] public string Code { get; init; } }`,
      `public class AskValidator : AbstractValidator<Ask> { public AskValidator(ILocalizer text) {
         RuleFor(a => a.Reason).NotEmpty().WithMessage("Say why.").MaximumLength(500);
         RuleFor(a => a.Mail).EmailAddress().WithMessageAwait(text.GetResourceAsync("Ask.Mail.Wrong"));
         RuleForEach(a => a.Parts).ChildRules(part => { part.RuleFor(p => p.Name).NotNull(); }); } }`,
    );
    expect(
      validations.map(({ subject, field, rule, min, max, message, pattern }) => [
        subject,
        field,
        rule,
        min ?? pattern,
        max,
        message,
      ]),
    ).toEqual([
      ['Ask', 'Reason', 'required', undefined, undefined, undefined],
      ['Ask', 'Count', 'range', 1, 9, 'One to nine.'],
      ['Ask', 'Code', 'pattern', '^[A-Z]+$', undefined, undefined],
      ['Ask', 'Reason', 'required', undefined, undefined, 'Say why.'],
      ['Ask', 'Reason', 'length', undefined, 500, undefined],
      ['Ask', 'Mail', 'email', undefined, undefined, 'Ask.Mail.Wrong'],
      ['Parts', 'Name', 'required', undefined, undefined, undefined],
    ]);
  });
});

describe('configuration of C#', () => {
  it('is asked for by key, bound to options, or kept as settings; secrets without their values', async () => {
    const { configuration } = await factsOf(
      `services.Configure<DeskOptions>(builder.Configuration.GetSection(DeskOptions.Section));
       var a = builder.Configuration["Mail:Host"];
       var b = builder.Configuration.GetValue<int>("Mail:Port", 25);
       var c = builder.Configuration.GetConnectionString("Shop");
       var d = Environment.GetEnvironmentVariable("SHOP_MODE");
       var e = builder.Configuration.GetSection("Keys").GetValue<string>("ApiKey", "abc123");`,
      `public class DeskOptions { public const string Section = "Desk"; public int MaxOrders { get; set; } = 50; }
       public class RfqSettings : ISettings { public bool Enabled { get; set; } }`,
    );
    expect(configuration.map(({ key, default: value }) => [key, value])).toEqual([
      ['Mail:Host', undefined],
      ['Mail:Port', '25'],
      ['ConnectionStrings:Shop', undefined],
      ['SHOP_MODE', undefined],
      ['Keys:ApiKey', undefined],
      ['Desk:MaxOrders', '50'],
      ['RfqSettings.Enabled', undefined],
    ]);
  });
});

describe('scheduled jobs of C#', () => {
  it('are services with a period, jobs with a schedule, tasks of the shop', async () => {
    const { scheduledJobs } = await factsOf(
      `public class Sweeper : BackgroundService { static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
         protected override async Task ExecuteAsync(CancellationToken stop) { using var timer = new PeriodicTimer(Period); } }
       /// <summary>Pays refunds.</summary>
       public class Settlement : IJob { } public class Queue : IScheduleTask { }`,
      `services.AddQuartz(q => q.ScheduleJob<Settlement>(t => t.WithCronSchedule("0 30 23 * * ?")));
       RecurringJob.AddOrUpdate<Cleaner>("clean", x => x.Run(), "0 3 * * *");
       var tasks = new List<ScheduleTask> { new() { Name = "Queue", Seconds = 60, Type = "Shop.Queue, Shop" } };`,
    );
    expect(scheduledJobs.map(({ name, schedule, seconds }) => [name, schedule, seconds])).toEqual([
      ['Sweeper', 'every 900 s', 900],
      ['Settlement', '0 30 23 * * ?', undefined],
      ['Queue', 'every 60 s', 60],
      ['Cleaner', '0 3 * * *', undefined],
    ]);
  });
});

describe('messages of C#', () => {
  it('are published and consumed by type, or by channel', async () => {
    const { messages } = await factsOf(
      `public class Desk { IPublishEndpoint _bus; IModel _channel;
         public async Task Place() { var placed = new OrderPlaced(1); await _bus.Publish(placed); _channel.BasicPublish("orders", "order.placed", null, body); } }
       public class Watch : IConsumer<EntityInsertedEvent<Order>> { public Task HandleEventAsync(EntityInsertedEvent<Order> message) => null; }`,
    );
    expect(messages.map(({ direction, name, channel }) => [direction, name, channel])).toEqual([
      ['publishes', 'OrderPlaced', undefined],
      ['publishes', 'order.placed', 'order.placed'],
      ['consumes', 'EntityInsertedEvent<Order>', undefined],
    ]);
  });
});

describe('external calls of C#', () => {
  it('go to clients and hosts', async () => {
    const { externalCalls } = await factsOf(
      `public class Courier { HttpClient _http; SmtpClient _mail;
         public Task A() => _http.GetAsync("https://api.courier.example/v1/parcels");
         public Task B() => _http.PostAsJsonAsync("parcels", 1);
         public Task C() => _mail.SendMailAsync(null);
         public void D() => Process.Start("convert"); }
       public class Store { BlobContainerClient _blobs; public Task Put() => _blobs.UploadBlobAsync("a", null); }`,
    );
    expect(externalCalls.map(({ kind, target }) => `${kind} ${target}`)).toEqual([
      'http api.courier.example',
      'http Courier',
      'email SmtpClient',
      'process Process',
      'storage BlobContainerClient',
    ]);
  });
});

describe('measures of C#', () => {
  it('have a number and a unit, or name what is done', async () => {
    const { measures } = await factsOf(
      `services.AddHttpClient<Courier>(http => { http.Timeout = TimeSpan.FromSeconds(5); });
       services.Configure<IdentityOptions>(o => { o.Password.RequiredLength = 12; o.Lockout.MaxFailedAccessAttempts = 5; });
       app.UseHttpsRedirection();
       entry.SetAbsoluteExpiration(TimeSpan.FromHours(1));`,
      `public class Desk { const int PageSize = 20;
         [RequestSizeLimit(5 * 1024 * 1024), ValidateAntiForgeryToken] public void Put() { var key = new Rfc2898DeriveBytes(text, salt, 100_000, HashAlgorithmName.SHA256); } }`,
    );
    expect(measures.map(({ subject, value, unit, what }) => [subject, value, unit, what])).toEqual([
      ['timeout', 5, 's', 'timeout of Courier'],
      ['password-length', 12, 'characters', 'required length in Configure<IdentityOptions>'],
      ['lockout', 5, 'attempts', 'max failed access attempts in Configure<IdentityOptions>'],
      ['transport', undefined, undefined, 'HTTPS redirection'],
      ['cache-lifetime', 3600, 's', 'set absolute expiration in Main'],
      ['page-size', 20, 'items', 'page size of Desk'],
      ['upload-size', 5, 'MB', 'Desk.Put'],
      ['anti-forgery', undefined, undefined, 'anti-forgery token of Desk.Put'],
      ['hashing', 100000, 'iterations', 'PBKDF2 SHA256'],
    ]);
  });

  it('are none where a bare number does not say its unit', async () => {
    const { measures } = await factsOf(
      'public class DeskSettings { public int RestartTimeout { get; set; } = 3000; public int RetryTimeoutSeconds { get; set; } = 9; }',
    );
    expect(measures.map(({ value, unit, what }) => [value, unit, what])).toEqual([
      [9, 's', 'retry timeout seconds of DeskSettings'],
    ]);
  });
});
