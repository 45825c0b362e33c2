using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Library;

namespace Wardwise.App.Library;

internal sealed class LibraryRecordsTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Lesson>(e =>
        {
            e.HasKey(l => l.RecordId);
            e.HasOne(l => l.Record).WithOne().HasForeignKey<Lesson>(l => l.RecordId);
            e.Navigation(l => l.Record).AutoInclude().IsRequired();
            e.Property(l => l.RecordId).ValueGeneratedNever();
            e.Ignore(l => l.State);
            e.Ignore(l => l.RefusesWriting);
        });
        model.Entity<Guide>(e =>
        {
            e.HasKey(g => g.RecordId);
            e.HasOne(g => g.Record).WithOne().HasForeignKey<Guide>(g => g.RecordId);
            e.Navigation(g => g.Record).AutoInclude().IsRequired();
            e.Property(g => g.RecordId).ValueGeneratedNever();
        });
        model.Entity<ModuleDone>();
        model.Entity<PracticeUse>();
        model.Entity<ExportText>(e =>
        {
            e.HasKey(t => t.RecordId);
            e.Property(t => t.RecordId).ValueGeneratedNever();
            e.Property(t => t.Texts).HasColumnType("jsonb");
        });
        model.Entity<ImportedPractice>(e =>
        {
            e.HasKey(i => i.RecordId);
            e.HasOne(i => i.Record).WithOne().HasForeignKey<ImportedPractice>(i => i.RecordId);
            e.Navigation(i => i.Record).AutoInclude().IsRequired();
            e.Property(i => i.RecordId).ValueGeneratedNever();
            e.Property(i => i.Content).HasColumnType("jsonb");
        });
        model.Entity<Nomination>();
        model.Entity<NominationScore>().Ignore(s => s.Total);
    }
}
