using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Wardwise.App.Data;
using Wardwise.Domain.Records;

namespace Wardwise.App.Records;

internal sealed class RecordsTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Record>(e =>
        {
            var readers = e.Property(r => r.Readers).HasColumnType("uuid[]").ValueGeneratedOnAddOrUpdate();
            readers.Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
            readers.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        });
        model.Entity<Note>();
        model.Entity<Attachment>();
        model.Entity<Tasking>(e => e.Property(t => t.CostPounds).HasColumnType("numeric(12,2)"));
        model.Entity<Clock>();
        model.Entity<Link>();
        model.Entity<RuleSet>();
    }
}
