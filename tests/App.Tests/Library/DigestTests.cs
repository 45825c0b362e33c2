using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Tests.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Library;

/// <summary>The weekly digest: once a week, of what is followed, of what is new, of what its reader may read. The station's clock stands on
/// Monday 15 June 2026.</summary>
public sealed class DigestTests
{
    private static readonly DateTimeOffset NextMonday = new(2026, 6, 22, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ADigest_TellsOfWhatIsNewInAPlace_OnceAWeek_FromSevenOnMonday()
    {
        await using var station = await Following(FollowKind.Place, "2");
        var reference = await station.Opened();

        station.Station.Clock.Now = NextMonday.AddMinutes(-1);
        Assert.Equal(0, await Send(station));
        station.Station.Clock.Now = NextMonday;
        Assert.Equal(1, await Send(station));
        Assert.Equal(0, await Send(station));

        var digest = Assert.Single(await Page(station, station.Sergeant));
        Assert.Equal("What is new in what you follow, to 21 June 2026", digest.Subject);
        var part = Assert.Single(digest.Parts);
        Assert.Equal(("Fairlands", "/places/2", 0), (part.Heading, part.Link, part.More));
        var line = Assert.Single(part.Lines);
        Assert.Equal((reference, "Off-road bikes on the green", "Opened"), (line.Reference, line.Title, line.Text));

        station.Station.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await Send(station));
    }

    [Fact]
    public async Task TwoNodesAtOnce_MakeOneDigest()
    {
        await using var station = await Following(FollowKind.Place, "2");
        await station.Opened();
        station.Station.Clock.Now = NextMonday;

        Assert.Equal(1, (await Task.WhenAll(Send(station), Send(station), Send(station))).Sum());
        Assert.Single(await Page(station, station.Sergeant));
    }

    [Fact]
    public async Task ADigest_HoldsNothingThatItsReaderMayNotSee_AndNoneIsSentWhenNothingIsLeft()
    {
        await using var station = await Following(FollowKind.Place, "2");
        var partner = await station.Station.As(Role.Partner);
        await Follow(station, partner, FollowKind.Place, "2");
        await station.Opened();
        station.Station.Clock.Now = NextMonday;

        Assert.Equal(1, await Send(station));
        Assert.Empty(await Page(station, partner));
    }

    [Fact]
    public async Task ARecordThatIsTakenAwayAfterTheDigestWasMade_IsNeitherInItsLetterNorOnThePage()
    {
        await using var station = await Following(FollowKind.Place, "2");
        await using var sink = MailSink.Open();
        await station.Opened("Left to see");
        await station.Opened("Taken away");
        station.Station.Clock.Now = NextMonday;
        await Send(station);
        await OutboxTests.Sql(
            station.Station,
            """
            alter table record disable trigger all; update record set readers = '{}' where title = 'Taken away';
            alter table record enable trigger all
            """
        );

        await OutboxTests.Send(station.Station, sink.Port);

        Assert.Contains("Left to see, P-", Assert.Single(sink.Mails).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Taken away", sink.Mails.Single().Text, StringComparison.Ordinal);
        Assert.Equal(["Left to see"], (await Page(station, station.Sergeant))[0].Parts.Single().Lines.Select(l => l.Title));
    }

    [Fact]
    public async Task AProblemThatIsOfSeveralThingsFollowed_IsToldOnce_WithAllOfThem_AndWhatCameOfIt()
    {
        await using var station = await Following(FollowKind.Place, "1");
        var kind = ProblemKinds.Shipped.Kinds[0];
        await Follow(station, station.Sergeant, FollowKind.Kind, kind.Code);
        await Follow(station, station.Sergeant, FollowKind.Technique, "control-access");
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        await OutboxTests.Sql(station.Station, $"set session_replication_role = replica; update problem set kind_code = '{kind.Code}'");
        station.Station.Clock.Now = NextMonday;
        await Send(station);

        var part = Assert.Single(Assert.Single(await Page(station, station.Sergeant)).Parts);
        Assert.Equal(("Ashmoor", 0), (part.Heading, part.More));
        var line = Assert.Single(part.Lines).Text;
        Assert.Contains("a lesson written, closed and opened", line, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith($"; also in {kind.Name} and {Techniques.Shipped.Name("control-access")}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatOnePartHasNoRoomFor_IsNamedUnderTheNext_AndCountedNowhereTwice()
    {
        await using var station = await Following(FollowKind.Place, "2");
        var kind = ProblemKinds.Shipped.Kinds[0];
        await Follow(station, station.Sergeant, FollowKind.Kind, kind.Code);
        for (var n = 0; n < 23; n++)
        {
            station.Station.Clock.Advance(TimeSpan.FromMinutes(1));
            await station.Opened($"Problem {n}");
        }

        await OutboxTests.Sql(station.Station, $"set session_replication_role = replica; update problem set kind_code = '{kind.Code}'");
        station.Station.Clock.Now = NextMonday;
        await Send(station);

        var parts = Assert.Single(await Page(station, station.Sergeant)).Parts;
        Assert.Equal([("Fairlands", 10, 3), (kind.Name, 10, 0)], parts.Select(p => (p.Heading, p.Lines.Count, p.More)));
        Assert.Equal(20, parts.SelectMany(p => p.Lines).Select(l => l.Reference).Distinct().Count());
        Assert.EndsWith("; also in Fairlands", parts[1].Lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMeasuredResult_StandsBeforeWhatWasOnlyOpened_AndTenAreNamed()
    {
        await using var station = await Following(FollowKind.Place, "2");
        var measured = await station.Responded();
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = measured }, default));
        for (var n = 0; n < 11; n++)
        {
            station.Station.Clock.Advance(TimeSpan.FromMinutes(1));
            await station.Opened($"Problem {n}");
        }

        station.Station.Clock.Now = NextMonday;
        await Send(station);

        var part = Assert.Single(await Page(station, station.Sergeant)).Parts.Single();
        Assert.Equal((DigestNews.MostItems, 2), (part.Lines.Count, part.More));
        Assert.Equal(
            (measured, true),
            (part.Lines[0].Reference, part.Lines[0].Text.StartsWith("Measured: fell", StringComparison.Ordinal))
        );
        Assert.Equal("Problem 10", part.Lines[1].Title);
    }

    [Fact]
    public async Task WhoStopsTheLetterByItsToken_HasTheDigestOnThePageOnly_AndAGuessStopsNothing()
    {
        await using var station = await Following(FollowKind.Place, "2");
        await using var sink = MailSink.Open();
        await station.Opened();
        station.Station.Clock.Now = NextMonday;
        await Send(station);
        await OutboxTests.Send(station.Station, sink.Port);
        var mail = Assert.Single(sink.Mails);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
        var address = new Uri(mail.Header("List-Unsubscribe")!.Trim('<', '>'));
        Assert.Contains(address.AbsoluteUri, mail.Text, StringComparison.Ordinal);

        Assert.False((await station.Get<StopDigest>().Run(Actor.Nobody, new() { Token = station.Sergeant.Id.ToString() }, default)).Done);
        Assert.True((await station.Get<ListFollowed>().Run(station.Sergeant, default)).Value.DigestByMail);
        ProblemStation.Done(await station.Get<StopDigest>().Run(Actor.Nobody, new() { Token = address.Segments[^1] }, default));

        Assert.False((await station.Get<ListFollowed>().Run(station.Sergeant, default)).Value.DigestByMail);
        station.Station.Clock.Advance(TimeSpan.FromDays(1));
        await station.Opened("Another");
        station.Station.Clock.Now = NextMonday.AddDays(7);
        Assert.Equal(1, await Send(station));
        await OutboxTests.Send(station.Station, sink.Port);
        Assert.Single(sink.Mails);
        Assert.Equal(2, (await Page(station, station.Sergeant)).Count);
    }

    [Fact]
    public async Task OnlyWhatIsThereCanBeFollowed_AndItCanBeLeft()
    {
        await using var station = await ProblemStation.Create();
        Assert.Equal(
            RefusalKind.NotFound,
            Assert
                .Single(
                    (
                        await station.Get<Follow>().Run(station.Officer, new() { Kind = FollowKind.Kind, Code = "no-such-kind" }, default)
                    ).Refusals
                )
                .Kind
        );
        Assert.Equal(
            RefusalKind.NotFound,
            Assert
                .Single((await station.Get<Follow>().Run(station.Officer, new() { Kind = FollowKind.Place, Code = "x" }, default)).Refusals)
                .Kind
        );
        await Follow(station, station.Officer, FollowKind.Place, "2");
        await Follow(station, station.Officer, FollowKind.Place, "2");
        Assert.Equal("Fairlands", Assert.Single((await station.Get<ListFollowed>().Run(station.Officer, default)).Value.Followed).Name);

        ProblemStation.Done(await station.Get<Unfollow>().Run(station.Officer, new() { Kind = FollowKind.Place, Code = "2" }, default));
        Assert.Empty((await station.Get<ListFollowed>().Run(station.Officer, default)).Value.Followed);
    }

    private static async Task<ProblemStation> Following(FollowKind kind, string code)
    {
        var station = await ProblemStation.Create();
        await Follow(station, station.Sergeant, kind, code);
        return station;
    }

    private static async Task Follow(ProblemStation station, Actor who, FollowKind kind, string code) =>
        ProblemStation.Done(await station.Get<Follow>().Run(who, new() { Kind = kind, Code = code }, default));

    private static async Task<int> Send(ProblemStation station)
    {
        var sent = await station.Get<SendDigests>().Run(station.Station.Owner, default);
        Assert.Equal(0, sent.Value.Failed);
        return sent.Value.Digests;
    }

    private static async Task<IReadOnlyList<ShownNotice>> Page(ProblemStation station, Actor reader) =>
        (await station.Get<ListNotices>().Run(reader, new(), default)).Value.Notices;
}
