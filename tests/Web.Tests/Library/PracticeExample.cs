using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Testing;
using Wardwise.Web.Tests.Records;

namespace Wardwise.Web.Tests.Library;

/// <summary>Another force's practice, as it was taken in; nobody here writes it.</summary>
internal sealed class PracticeExample() : RecordExample(ImportedPractice.RecordKind, Role.Coordinator)
{
    public override async Task<string> Make(ProblemStation station)
    {
        await using var work = await station.Station.Database.Begin(station.Coordinator, default);
        var record = await RecordDesk.New<ImportedPractice>(
            work,
            "A barrier elsewhere",
            Guide.Live,
            station.Station.ForceId,
            station.Station.PoliceId,
            default
        );
        work.Db.Add(
            new ImportedPractice
            {
                RecordId = record.Id,
                Record = record,
                ForceId = station.Station.ForceId,
                FromForce = "kent",
                FromName = "Kent Police",
                Key = $"{record.Id}",
                FileMade = "2026 Q1",
                Content = "{\"kind\":\"problem\",\"title\":\"A barrier elsewhere\",\"texts\":[],\"steps\":[]}",
            }
        );
        Assert.Null(await work.Commit("took in practice in a test", default));
        return record.Reference;
    }
}
