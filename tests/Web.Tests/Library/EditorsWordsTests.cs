using System.Net;
using Npgsql;
using Wardwise.App.Library;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Library;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Library;

/// <summary>An editor's words above a page: by the coordinator alone, never lost, marked when they grow old or the result has
/// changed.</summary>
public sealed class EditorsWordsTests
{
    private const string Page = "/what-works/" + LibraryGround.Kind;

    [Fact]
    public async Task TheCoordinatorWrites_EverybodyReads_AndNobodyElseChanges()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(Math.Log(0.7), 0.03);
        using var coordinator = await ground.Web.Browse(Role.Coordinator);
        await coordinator.Open(Page);
        await coordinator.Click("Write them");
        await coordinator.Send(new() { ["Input.InShort"] = "Close the gap, then offer a track", ["Input.WhoToRing"] = "The parks team" });
        Assert.Equal(Page, coordinator.Address);
        using var partner = await ground.Web.Browse(Role.Partner);
        await partner.Open(Page);
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open(Page);
        Assert.StartsWith("Close the gap, then offer a track", officer.Text(".govuk-inset-text"), StringComparison.Ordinal);
        Assert.Contains("The parks team", officer.Text(".ww-main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Look again", officer.Text(".ww-aside"), StringComparison.Ordinal);
        Assert.Contains("Close the gap", partner.Text(".govuk-inset-text"), StringComparison.Ordinal);
        Assert.DoesNotContain(officer.Texts("a"), a => a.Contains("review them", StringComparison.Ordinal));
        await officer.Open(Page + "/words");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Status);
    }

    [Fact]
    public async Task AStaleSave_KeepsBothVersions_AndEveryVersionIsKept()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Tried();
        using var first = await ground.Web.Browse(Role.Coordinator);
        using var second = await ground.Web.Browse(Role.Coordinator);
        await first.Open(Page + "/words");
        await second.Open(Page + "/words");
        await first.Send(new() { ["Input.InShort"] = "What the first wrote" });
        await second.Send(new() { ["Input.InShort"] = "What the second wrote" });
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("What the first wrote", second.Text(".ww-both"), StringComparison.Ordinal);
        Assert.Contains("What the second wrote", second.Text("textarea"), StringComparison.Ordinal);
        await second.Send(new() { ["Input.InShort"] = "What both agreed" });
        await second.Open(Page + "/words");
        Assert.Equal(2, second.Page.QuerySelectorAll(".moj-timeline__item").Length);
        Assert.Equal("What the first wrote", second.Text(".moj-timeline__item del"));
    }

    [Fact]
    public async Task TwoWhoSaveTheFirstWordsAtOnce_OneIsKept_AndTheOtherIsShownBoth()
    {
        await using var ground = await LibraryGround.Lay();
        using var first = await ground.Web.Browse(Role.Coordinator);
        using var second = await ground.Web.Browse(Role.Coordinator);
        await first.Open(Page + "/words");
        await second.Open(Page + "/words");
        await using var owner = new NpgsqlConnection(ground.Web.Station.OwnerConnectionString);
        await owner.OpenAsync();
        // While nobody can add a row, both have read that there are no words, or wait for the other.
        await using var hold = await owner.BeginTransactionAsync();
        await using (var stop = new NpgsqlCommand("lock table library_words in share mode", owner, hold))
        {
            await stop.ExecuteNonQueryAsync();
        }

        var saves = new[]
        {
            first.Send(new() { ["Input.InShort"] = "What one wrote" }),
            second.Send(new() { ["Input.InShort"] = "What the other wrote" }),
        };
        await using (
            var waiting = new NpgsqlCommand(
                """
                select count(*) from pg_locks
                where not granted and database = (select oid from pg_database where datname = current_database())
                """,
                owner,
                hold
            )
        )
        {
            await Eventually.Holds(async () => (long)(await waiting.ExecuteScalarAsync())! == 2, saves);
        }

        await hold.RollbackAsync();
        await Task.WhenAll(saves);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], new[] { first.Status, second.Status }.Order());
        var (kept, refused) = first.Status is HttpStatusCode.OK ? ("What one wrote", second) : ("What the other wrote", first);
        Assert.Contains(kept, refused.Text(".ww-both"), StringComparison.Ordinal);
        Assert.Equal(kept == "What one wrote" ? "What the other wrote" : "What one wrote", refused.Text("textarea"));
        await refused.Open(Page);
        Assert.StartsWith(kept, refused.Text(".govuk-inset-text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsGrowOld_AfterAYear_OrWhenTheResultChanges()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Tried();
        ProblemStation.Done(
            await ground
                .Station.Get<SaveWords>()
                .Run(
                    ground.Station.Coordinator,
                    new()
                    {
                        Subject = LibrarySubject.Kind,
                        Code = LibraryGround.Kind,
                        Version = 0,
                        InShort = "Nobody knows yet",
                    },
                    default
                )
        );
        using var officer = await ground.Web.Browse(Role.Officer);
        await ground.Measured(Math.Log(0.7), 0.03);
        await officer.Open(Page);
        Assert.Contains(
            "The measured result has changed since: it was “untested” then, and is “promising” now.",
            officer.Text(".ww-aside"),
            StringComparison.Ordinal
        );
        ProblemStation.Done(
            await ground
                .Station.Get<SaveWords>()
                .Run(
                    ground.Station.Coordinator,
                    new()
                    {
                        Subject = LibrarySubject.Kind,
                        Code = LibraryGround.Kind,
                        Version = 1,
                        InShort = "Nobody knows yet",
                    },
                    default
                )
        );
        await officer.Open(Page);
        Assert.DoesNotContain("Look again", officer.Text(".ww-aside"), StringComparison.Ordinal);
        ground.Web.Station.Clock.Advance(TimeSpan.FromDays(366));
        using var later = await ground.Web.Browse(Role.Officer);
        await later.Open(Page);
        Assert.Contains("Nobody has looked at these words for a year.", later.Text(".ww-aside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsThatAreTooLong_OrOfNoSuchKind_AreRefused()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Tried();
        var save = ground.Station.Get<SaveWords>();
        var tooLong = await save.Run(
            ground.Station.Coordinator,
            new()
            {
                Subject = LibrarySubject.Kind,
                Code = LibraryGround.Kind,
                Version = 0,
                Cost = new('x', SaveWords.Longest + 1),
            },
            default
        );
        Assert.Equal("The cost must be 2,000 characters or fewer.", ProblemStation.Refusal(tooLong));
        Assert.False(
            (
                await save.Run(
                    ground.Station.Coordinator,
                    new()
                    {
                        Subject = LibrarySubject.Kind,
                        Code = "no-such-kind",
                        Version = 0,
                    },
                    default
                )
            ).Done
        );
        Assert.False(
            (
                await save.Run(
                    ground.Station.Officer,
                    new()
                    {
                        Subject = LibrarySubject.Kind,
                        Code = LibraryGround.Kind,
                        Version = 0,
                    },
                    default
                )
            ).Done
        );
    }
}
