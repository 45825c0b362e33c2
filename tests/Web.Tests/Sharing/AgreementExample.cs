using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using Wardwise.Web.Tests.Records;

namespace Wardwise.Web.Tests.Sharing;

/// <summary>An agreement is sealed once, and not changed.</summary>
internal sealed class AgreementExample() : RecordExample("agreement", Role.Coordinator)
{
    public override async Task<string> Make(ProblemStation station)
    {
        var made = await station
            .Get<SealAgreement>()
            .Run(
                station.Coordinator,
                new()
                {
                    Title = "Fire safety",
                    Parties = [station.Station.PoliceId, await Fire(station)],
                    Purposes = "Safety",
                    Data = "Addresses",
                    StartsOn = new(2026, 1, 1),
                    EndsOn = new(2030, 1, 1),
                },
                default
            );
        await using var work = await station.Station.Database.Begin(station.Coordinator, default);
        return await work.Scalar<string>("select reference from record where id = $1", default, made.Value);
    }
}
