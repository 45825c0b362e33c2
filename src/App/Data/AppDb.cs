using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Wardwise.App.Access;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Data;

/// <summary>The database as records. Made by <see cref="Database"/> alone, inside a transaction that names its actor.</summary>
internal sealed partial class AppDb(DbContextOptions<AppDb> options, RowScope scope) : DbContext(options)
{
    private readonly RowScope _scope = scope;

    /// <summary>Something failed on the connection, and what it holds now is not known.</summary>
    public bool InDoubt { get; private set; }

    public DbSet<Record> Records => Set<Record>();

    public void Failed(Exception e) => InDoubt |= DoubtfulConnection.IsCausedBy(e);

    /// <summary>EF tells nobody else of an answer that breaks off in the middle.</summary>
    protected override void OnConfiguring(DbContextOptionsBuilder builder) =>
        builder.LogTo(
            (id, _) => id == CoreEventId.QueryIterationFailed || id == CoreEventId.QueryCanceled,
            data => Failed(data is IErrorEventData { Exception: { } e } ? e : new OperationCanceledException())
        );

    protected override void OnModelCreating(ModelBuilder builder)
    {
        foreach (
            var tables in typeof(AppDb).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(ITables))).OrderBy(t => t.Name)
        )
        {
            ((ITables)Activator.CreateInstance(tables)!).Map(builder);
        }

        builder.HasDbFunction(typeof(AppDb).GetMethod(nameof(Folded))!).HasName("folded");
        builder.Entity<Record>().HasQueryFilter(r => r.Readers.Any(reader => _scope.Readers.Contains(reader)));
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            NameAndConvert(entity);
        }

        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            Tie(builder.Model, entity);
        }
    }

    /// <summary>What a property's name says it points to is a foreign key, so that what is pointed to is saved first.</summary>
    private static void Tie(IMutableModel model, IMutableEntityType entity)
    {
        // The accounts are an area above this floor: found by their table.
        var account = model.GetEntityTypes().Single(e => e.GetTableName() == "account").ClrType;
        foreach (var property in entity.GetDeclaredProperties().Where(p => !p.IsForeignKey()).ToList())
        {
            var principal = property.Name switch
            {
                "RecordId" => typeof(Record),
                "ForceId" => typeof(Force),
                "AgencyId" or "OwnerAgencyId" => typeof(Agency),
                "TeamId" or "OwnerTeamId" => typeof(Team),
                "AccountId" or "OwnerAccountId" or "UserId" => account,
                _ => null,
            };
            if (principal is not null && principal != entity.ClrType && model.FindEntityType(principal) is { } pointedTo)
            {
                entity.AddForeignKey(property, pointedTo.FindPrimaryKey()!, pointedTo).IsUnique =
                    property.IsPrimaryKey() && entity.FindPrimaryKey()!.Properties.Count == 1;
            }
        }
    }

    private static void NameAndConvert(IMutableEntityType entity)
    {
        if (!entity.IsOwned() && entity.GetTableName() is { } table && entity.GetViewName() is null)
        {
            entity.SetTableName(Snake(table.Contains('_') || char.IsLower(table[0]) ? table : entity.ClrType.Name));
        }

        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(Snake(property.GetColumnName()));
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type == typeof(DateTimeOffset))
            {
                property.SetValueConverter(new ValueConverter<DateTimeOffset, DateTimeOffset>(v => v.ToUniversalTime(), v => v));
            }
            else if (type.IsEnum && property.GetValueConverter() is null && property.GetProviderClrType() is null)
            {
                property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(EnumAsCode<>).MakeGenericType(type))!);
            }

            if (property.Name == "Version" && type == typeof(int))
            {
                property.IsConcurrencyToken = true;
            }
        }
    }

    /// <summary>What <c>Folding.Fold</c> makes of a text, in the database.</summary>
    public static string Folded(string text) => throw new InvalidOperationException($"The database folds, not we: {text}.");

    public static string Snake(string name) => Humps().Replace(name, "_$1").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Humps();
}

/// <summary>An enum is stored as its name in kebab-case: <c>OfficialSensitive</c> is <c>official-sensitive</c>.</summary>
internal sealed class EnumAsCode<T>() : ValueConverter<T, string>(v => EnumCode.Of(v), v => EnumCode.Parse<T>(v))
    where T : struct, Enum;
