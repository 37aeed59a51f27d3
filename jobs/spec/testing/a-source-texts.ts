import type { Span } from '#schemas/spec/facts.ts';

/** The files of an invented orders module, as the collector keeps them: by path, without the last line end. */
const files: Readonly<Record<string, string>> = {
  'src/Orders/Domain/Order.cs': `namespace Shop.Orders.Domain;

/// <summary>What a customer asked for, and how far it has come.</summary>
[Table("orders")]
public class Order
{
    [Key]
    public Guid Id { get; set; }

    /// <summary>Who placed it.</summary>
    [Required, MaxLength(64)]
    public string CustomerId { get; set; } = "";

    public OrderStatus Status { get; set; }

    public decimal Total { get; set; }

    public DateTimeOffset PlacedAt { get; set; }

    [MaxLength(500)]
    public string? CancellationReason { get; set; }

    public List<OrderLine> Lines { get; set; } = new();

    public Payment? Payment { get; set; }
}

public enum OrderStatus
{
    Placed,
    Paid,
    Shipped,
    Cancelled,
    Expired,
}`,
  'src/Orders/Domain/OrderLine.cs': `namespace Shop.Orders.Domain;

/// <summary>One article of an order, and how many of it.</summary>
[Table("order_lines")]
public class OrderLine
{
    [Key]
    public Guid Id { get; set; }

    public Guid OrderId { get; set; }

    [Required, MaxLength(40)]
    public string Sku { get; set; } = "";

    [Range(1, 999)]
    public int Quantity { get; set; }

    public decimal UnitPrice { get; set; }
}`,
  'src/Orders/Domain/Payment.cs': `namespace Shop.Orders.Domain;

/// <summary>What was paid for an order.</summary>
public class Payment
{
    [Key]
    public Guid Id { get; set; }

    public Guid OrderId { get; set; }

    public decimal Amount { get; set; }

    [MaxLength(100)]
    public string? Reference { get; set; }
}`,
  'src/Orders/OrdersController.cs': `namespace Shop.Orders;

[ApiController]
[Authorize]
[Route("api/orders")]
public class OrdersController : ControllerBase
{
    private readonly OrderService _orders;

    public OrdersController(OrderService orders) => _orders = orders;

    /// <summary>Places an order for the signed-in customer.</summary>
    [HttpPost]
    public async Task<IActionResult> Place(PlaceOrderRequest request)
    {
        if (request.Lines.Count == 0)
        {
            return BadRequest("An order needs at least one line.");
        }
        var order = await _orders.PlaceAsync(User.CustomerId(), request);
        return CreatedAtAction(nameof(Get), new { id = order.Id }, order);
    }

    /// <summary>Shows one order.</summary>
    [HttpGet("{id}")]
    public async Task<IActionResult> Get(Guid id)
    {
        var order = await _orders.FindAsync(id);
        return order is null ? NotFound() : Ok(order);
    }

    /// <summary>Cancels an order that was not shipped yet.</summary>
    [HttpPost("{id}/cancel")]
    public async Task<IActionResult> Cancel(Guid id, CancelOrderRequest request)
    {
        await _orders.CancelAsync(id, request.Reason);
        return NoContent();
    }

    /// <summary>Takes back the orders of a day: for the people of the warehouse.</summary>
    [HttpDelete("day/{date}")]
    [Authorize(Roles = "Admin")]
    public async Task<IActionResult> DeleteDay(DateOnly date)
    {
        await _orders.DeleteDayAsync(date);
        return NoContent();
    }
}`,
  'src/Orders/OrderService.cs': `namespace Shop.Orders;

/// <summary>Places, finds and cancels orders.</summary>
public class OrderService
{
    private readonly OrdersContext _context;
    private readonly CatalogClient _catalog;
    private readonly IBus _bus;
    private readonly int _maxLines;

    public OrderService(OrdersContext context, CatalogClient catalog, IBus bus, IConfiguration configuration)
    {
        _context = context;
        _catalog = catalog;
        _bus = bus;
        _maxLines = configuration.GetValue("Orders:MaxLines", 50);
    }

    /// <summary>Prices each line by the catalogue, stores the order and tells the others of it.</summary>
    public async Task<Order> PlaceAsync(string customerId, PlaceOrderRequest request)
    {
        if (request.Lines.Count > _maxLines)
        {
            throw new TooManyLinesException($"At most {_maxLines} lines.");
        }
        var order = new Order { CustomerId = customerId, Status = OrderStatus.Placed };
        foreach (var line in request.Lines)
        {
            var price = await _catalog.PriceOfAsync(line.Sku);
            order.Lines.Add(new OrderLine { Sku = line.Sku, Quantity = line.Quantity, UnitPrice = price });
        }
        order.Total = order.Lines.Sum(line => line.Quantity * line.UnitPrice);
        _context.Orders.Add(order);
        await _context.SaveChangesAsync();
        await _bus.Publish(new OrderPlacedEvent(order.Id, order.Total));
        return order;
    }

    public Task<Order?> FindAsync(Guid id) =>
        _context.Orders.Include(order => order.Lines).FirstOrDefaultAsync(order => order.Id == id);

    /// <summary>Cancels an order unless it was shipped.</summary>
    public async Task CancelAsync(Guid id, string reason)
    {
        var order = await FindAsync(id) ?? throw new OrderNotFoundException(id);
        if (order.Status == OrderStatus.Shipped)
        {
            throw new OrderShippedException("A shipped order cannot be cancelled.");
        }
        order.Status = OrderStatus.Cancelled;
        order.CancellationReason = reason;
        await _context.SaveChangesAsync();
    }

    public Task DeleteDayAsync(DateOnly date) =>
        _context.Orders.Where(order => DateOnly.FromDateTime(order.PlacedAt.Date) == date).ExecuteDeleteAsync();
}`,
  'src/Orders/CatalogClient.cs': `namespace Shop.Orders;

public class CatalogClient
{
    private readonly HttpClient _http;

    public CatalogClient(HttpClient http)
    {
        _http = http;
        _http.Timeout = TimeSpan.FromSeconds(5);
    }

    public async Task<decimal> PriceOfAsync(string sku) =>
        await _http.GetFromJsonAsync<decimal>($"/prices/{sku}");
}`,
  'src/Orders/OrderExpiryJob.cs': `namespace Shop.Orders;

/// <summary>Expires orders that nobody paid within a day.</summary>
public class OrderExpiryJob : BackgroundService
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMinutes(5));

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (await _timer.WaitForNextTickAsync(stopping))
        {
            await ExpireAsync();
        }
    }

    private Task ExpireAsync() => Task.CompletedTask;
}`,
  'src/Orders/Requests.cs': `namespace Shop.Orders;

public record OrderLineRequest(string Sku, int Quantity);

public record PlaceOrderRequest(List<OrderLineRequest> Lines);

public record CancelOrderRequest([property: Required, MaxLength(500)] string Reason);

public record OrderPlacedEvent(Guid OrderId, decimal Total);`,
};

/** The redacted texts by path, in lines, as the checks get them. */
export const texts: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(files).map(([path, text]) => [path, text.split('\n')]),
);

/** From the line that holds `first` to the next one that holds `last`: throws if the file has no such lines. */
export const at = (file: string, first: string, last: string = first): Span => {
  const path = `src/Orders/${file}`;
  const lines = texts.get(path) ?? [];
  const start = lines.findIndex((line) => line.includes(first)) + 1;
  const end = lines.findIndex((line, index) => index >= start - 1 && line.includes(last)) + 1;
  if (start === 0 || end === 0) throw new Error(`${path} has no lines from "${first}" to "${last}"`);
  return { path, start, end };
};
