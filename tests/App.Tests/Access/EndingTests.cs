using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Sharing;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>What is ended has ended for the very next request, whatever the application's clock says: it may run ahead of the database's,
/// or behind. F46.</summary>
public sealed class EndingTests
{
    [Theory]
    [InlineData(-60)]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(3600)]
    public async Task AShareThatIsMadeAndEnded_ShowsAndHidesTheRecordAtOnce(int seconds)
    {
        await using var station = await Skewed(seconds);
        var id = await Opened(station);
        var officer = await station.As(Role.Officer);
        var share = await station
            .Get<ShareRecord>()
            .Run(
                officer,
                new()
                {
                    RecordId = id,
                    AgencyId = station.CouncilId,
                    Purpose = "urgent",
                },
                default
            );
        Assert.True(await PartnerSees(station, id));

        var ended = await station.Get<EndShare>().Run(officer, new() { ShareId = share.Value, Why = "they have what they need" }, default);

        Assert.True(ended.Done);
        Assert.False(await PartnerSees(station, id));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task AnAgreementThatIsEnded_HidesWhatWasSharedUnderItAtOnce(int seconds)
    {
        await using var station = await Skewed(seconds);
        var agreement = (
            await station
                .Get<SealAgreement>()
                .Run(
                    await station.As(Role.Coordinator),
                    new()
                    {
                        Title = "Ashmoor partnership",
                        Parties = [station.PoliceId, station.CouncilId],
                        Purposes = "p",
                        Data = "d",
                        StartsOn = new(2026, 1, 1),
                        EndsOn = new(2040, 1, 1),
                    },
                    default
                )
        ).Value;
        var id = await Opened(station);
        Assert.True(
            (
                await station
                    .Get<ShareRecord>()
                    .Run(
                        await station.As(Role.Officer),
                        new()
                        {
                            RecordId = id,
                            AgencyId = station.CouncilId,
                            AgreementId = agreement,
                            Purpose = "joint plan",
                        },
                        default
                    )
            ).Done
        );
        Assert.True(await PartnerSees(station, agreement));
        Assert.True(await PartnerSees(station, id));

        await using (var work = await station.Database.Begin(station.Owner, default))
        {
            (await work.Db.FindAsync<Agreement>(agreement))!.EndsOn = work.Today.AddDays(-2);
            await work.Commit("ended the agreement", default);
        }

        Assert.False(await PartnerSees(station, agreement));
        Assert.False(await PartnerSees(station, id));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task APostingThatIsEnded_GivesNothingToTheNextRequest(int seconds)
    {
        await using var station = await Skewed(seconds);
        var id = await Opened(station);
        Assert.True(await Sees(station, Role.Officer, id));
        var posting = Guid.Parse(
            await Catalogue.One(station, $"select id from posting where account_id = '{station.AccountOf(Role.Officer)}'")
        );

        Assert.True((await station.Get<EndPosting>().Run(station.Owner, new() { PostingId = posting }, default)).Done);

        Assert.Empty((await station.As(Role.Officer)).Postings);
        Assert.False(await Sees(station, Role.Officer, id));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task ASessionThatIsEnded_IsNobodysAtTheNextRequest(int seconds)
    {
        await using var station = await Skewed(seconds);
        var signedIn = await station
            .Get<SignIn>()
            .Run(
                Actor.Nobody,
                new() { Email = Station.EmailOf(Role.Officer), Password = Station.Password },
                SignInSource.CommandLine,
                default
            );
        var session = signedIn.Value.SessionId!.Value;
        var actor = await station.Get<Actors>().OfSession(session, default);
        Assert.NotNull(actor);

        await station.Get<SignOut>().Run(actor, default);

        Assert.Null(await station.Get<Actors>().OfSession(session, default));
    }

    [Fact]
    public async Task OnAMachine_TheTimeOfAPieceOfWorkIsTheDatabases()
    {
        await using var station = await Station.Create();
        await using var work = await new Database(station.Database.Source, TimeProvider.System).Begin(station.Owner, default);

        Assert.Equal(await work.Scalar<DateTime>("select now()", default), work.Now.UtcDateTime);
    }

    private static Task<Station> Skewed(int seconds) => Station.Create(TimeProvider.System.GetUtcNow().AddSeconds(seconds));

    /// <summary>A record of the police's alone.</summary>
    private static async Task<Guid> Opened(Station station)
    {
        var fire = await station
            .Get<SaveAgency>()
            .Run(
                station.Owner,
                new()
                {
                    ForceId = station.ForceId,
                    Name = "Fire",
                    Kind = AgencyKind.Fire,
                },
                default
            );
        var opened = await station
            .Get<SealAgreement>()
            .Run(
                await station.As(Role.Coordinator),
                new()
                {
                    Title = "Another matter",
                    Parties = [station.PoliceId, fire.Value],
                    Purposes = "p",
                    Data = "d",
                    StartsOn = new(2026, 1, 1),
                    EndsOn = new(2040, 1, 1),
                },
                default
            );
        return opened.Value;
    }

    private static Task<bool> PartnerSees(Station station, Guid id) => Sees(station, Role.Partner, id);

    private static async Task<bool> Sees(Station station, Role role, Guid id)
    {
        await using var work = await station.Database.Begin(await station.As(role), default);
        return await work.Scalar<bool>("select exists (select 1 from record where id = $1)", default, id);
    }
}
