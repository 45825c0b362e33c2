using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>The migrated schema and the model say the same.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task EveryMappedColumn_IsInTheDatabaseWithTheSameTypeAndNullability()
    {
        await using var station = await Station.Create();
        await using var work = await station.Database.Begin(station.Owner, default);
        var model = work.Db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var mapped = model
            .Tables.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name} {c.StoreType}{(c.IsNullable ? "" : " not null")}"))
            .Order(StringComparer.Ordinal)
            .ToList();

        var names = model.Tables.Select(t => t.Name).ToArray();
        var actual = new List<string>();
        await using (
            var read = work.Command(
                """
                select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case
                    when a.attnotnull then ' not null' else '' end
                from pg_attribute a join pg_class c on c.oid = a.attrelid
                where c.relname = any ($1) and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
                """,
                (object)names
            )
        )
        await using (var row = await read.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                actual.Add(row.GetString(0));
            }
        }

        Assert.NotEmpty(mapped);
        Assert.Empty(mapped.Except(actual));
        Assert.Empty(actual.Except(mapped));
    }
}
