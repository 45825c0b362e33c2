using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Problems;

internal sealed class ProblemsTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Problem>(e =>
        {
            e.ToTable("problem").HasKey(p => p.RecordId);
            e.HasOne(p => p.Record).WithOne().HasForeignKey<Problem>(p => p.RecordId);
            e.Navigation(p => p.Record).AutoInclude().IsRequired();
            e.Property(p => p.RecordId).ValueGeneratedNever();
            e.Ignore(p => p.State);
            Json(e.Property(p => p.Moderation));
        });
        Section<Scanning>(
            model,
            "problem_scanning",
            e => e.PrimitiveCollection(s => s.Sources).ElementType().HasConversion<EnumAsCode<ProblemSource>>()
        );
        Section<Analysis>(model, "problem_analysis", _ => { });
        Section<Aim>(model, "problem_aim", _ => { });
        Section<ResponsePlan>(model, "problem_plan", _ => { });
        Section<Assessment>(
            model,
            "problem_assessment",
            e =>
            {
                e.Property(a => a.Cost).HasColumnType("numeric(12,2)");
                Json(e.Property(a => a.SurveyBefore));
                Json(e.Property(a => a.SurveyAfter));
                Json(e.Property(a => a.SignOff));
            }
        );
        model.Entity<Evaluation>().ToTable("evaluation");
        model.Entity<OldRecord>(e =>
        {
            e.ToTable("old_record").HasKey(o => o.RecordId);
            e.Property(o => o.RecordId).ValueGeneratedNever();
            Json(e.Property<Dictionary<string, string>?>(nameof(OldRecord.Cells))).IsRequired();
        });
    }

    private static void Section<T>(ModelBuilder model, string table, Action<EntityTypeBuilder<T>> more)
        where T : class =>
        model.Entity<T>(e =>
        {
            e.ToTable(table).HasKey("RecordId");
            e.Property<Guid>("RecordId").ValueGeneratedNever();
            more(e);
        });

    /// <summary>A small value kept whole in one column; a record, so that equal is the same.</summary>
    private static PropertyBuilder<T?> Json<T>(PropertyBuilder<T?> property)
        where T : class =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                v => JsonSerializer.Serialize(v, JsonSerializerOptions.Web),
                v => JsonSerializer.Deserialize<T>(v, JsonSerializerOptions.Web)
            );
}
