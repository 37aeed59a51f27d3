import type { Entity } from '#schemas/spec/facts.ts';
import type { Language } from '../../../parse/language.ts';
import { parseAll } from '../../../parse/parse-all.ts';
import { csharp } from '../index.ts';

const entitiesOf = async (...texts: string[]): Promise<Entity[]> => {
  const files = texts.map((text, nth) => ({ path: `src/File${nth}.cs`, text }));
  return (await parseAll(files, [csharp as Language])).facts.entities;
};

const brief = ({ fields }: Entity): string[] =>
  fields.map(({ name, type, key, nullable, length, unique }) =>
    [name, type, key && 'key', nullable && 'null', length, unique && 'unique'].filter(Boolean).join(' '),
  );

const related = ({ relations }: Entity): string[] =>
  relations.map(({ kind, target, field }) => `${kind} ${target} ${field ?? ''}`.trim());

describe('entities of Entity Framework', () => {
  it('are the types of a context, with what attributes say of their columns', async () => {
    const [pet, owner] = await entitiesOf(
      'public class ShopContext : DbContext { public DbSet<Pet> Pets => Set<Pet>(); public DbSet<Owner> Owners { get; set; } }',
      `/// <summary>A pet of the shop.</summary>
       [Table("pets"), Index(nameof(Chip), IsUnique = true)]
       public class Pet {
         [Key] public Guid Number { get; set; }
         [Required, MaxLength(40)] public string? Name { get; set; }
         [StringLength(9)] public string Chip { get; set; } = "";
         public Kind Kind { get; private set; }
         public DateTime? Born { get; set; }
         [NotMapped] public int Age { get; set; }
         public string Label => Name + Chip;
         public Owner Owner { get; set; } = null!;
         public Collar Collar { get; set; }
         public static int Count { get; set; } }
       public enum Kind { Cat, Dog }
       public class Collar { public string Colour { get; set; } }
       public class Owner { public int OwnerId { get; set; } public List<Pet> Pets { get; } = new(); }`,
    );
    expect(pet).toMatchObject({
      name: 'Pet',
      table: 'pets',
      doc: 'A pet of the shop.',
      symbol: 'src/File1.cs#Pet',
      framework: 'ef',
    });
    expect(pet && brief(pet)).toEqual([
      'Number Guid key',
      'Name string? 40',
      'Chip string 9 unique',
      'Kind Kind',
      'Born DateTime? null',
    ]);
    expect(pet && related(pet)).toEqual(['many-to-one Owner Owner']);
    expect(owner && brief(owner)).toEqual(['OwnerId int key']);
    expect(owner && related(owner)).toEqual(['one-to-many Pet Pets']);
  });

  it('know what fluent configuration says, of their own class or in the context', async () => {
    const [line, order] = await entitiesOf(
      `public class Config : IEntityTypeConfiguration<Order> { public void Configure(EntityTypeBuilder<Order> builder) {
         builder.ToTable("orders", "sales");
         builder.HasKey(o => o.Code);
         builder.Property(o => o.Code).HasMaxLength(12).IsRequired();
         builder.HasIndex(o => o.Mail).IsUnique();
         builder.Ignore(o => o.Scratch);
         builder.OwnsOne(o => o.Address);
         builder.HasOne<Customer>().WithMany().HasForeignKey(o => o.BuyerId);
         builder.HasMany(o => o.Tags).WithMany(t => t.Orders); } }`,
      `public class Shop : DbContext { protected override void OnModelCreating(ModelBuilder builder) {
         builder.Entity<Line>(builder => { builder.Property(l => l.Text).HasMaxLength(99); }); } }
       public class Line { public int Id { get; set; } public string Text { get; set; } }`,
      `public class Order { public string? Code { get; set; } public string Mail { get; set; } public int Scratch { get; set; } public int BuyerId { get; set; }
         public Address Address { get; set; } public List<Tag> Tags { get; set; } }
       public record Address(string City); public class Tag { public List<Order> Orders { get; set; } } public class Customer { }`,
    );
    expect(line && brief(line)).toEqual(['Id int key', 'Text string 99']);
    expect(order?.table).toBe('orders');
    expect(order && brief(order)).toEqual(['Code string? key 12', 'Mail string unique', 'BuyerId int']);
    expect(order && related(order)).toEqual(['many-to-one Customer BuyerId', 'many-to-many Tag Tags']);
  });
});

describe('entities of nopCommerce', () => {
  it('are subclasses of BaseEntity, with their builders, tables and enums kept as numbers', async () => {
    const [quote] = await entitiesOf(
      `using Nop.Core;
       public class Quote : BaseEntity {
         public int CustomerId { get; set; }
         public string Notes { get; set; }
         public string Title { get; set; }
         public int StatusId { get; set; }
         public QuoteStatus Status { get => (QuoteStatus)StatusId; set => StatusId = (int)value; } }`,
      `public class QuoteBuilder : NopEntityBuilder<Quote> { public override void MapEntity(CreateTableExpressionBuilder table) {
         table.WithColumn(nameof(Quote.CustomerId)).AsInt32().ForeignKey<Customer>().WithColumn(nameof(Quote.Title)).AsString(400).NotNullable(); } }
       public class Names : INameCompatibility { public Dictionary<Type, string> TableNames => new() { [typeof(Quote)] = "RfqQuote" }; }`,
    );
    expect(quote).toMatchObject({ framework: 'nopcommerce', table: 'RfqQuote' });
    expect(quote && brief(quote)).toEqual([
      'Id int key',
      'CustomerId int',
      'Notes string null',
      'Title string 400',
      'StatusId int',
    ]);
    expect(quote?.fields.at(-1)?.doc).toBe('Holds a QuoteStatus.');
    expect(quote && related(quote)).toEqual(['many-to-one Customer CustomerId']);
  });
});
