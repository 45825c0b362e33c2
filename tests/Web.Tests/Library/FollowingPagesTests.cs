using System.Net;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Library;
using Wardwise.App.Notices;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using DemonstrationMark = Wardwise.App.Demonstration.DemonstrationMark;

namespace Wardwise.Web.Tests.Library;

/// <summary>Following, the digest, and the outbox through their pages.</summary>
public sealed class FollowingPagesTests
{
    [Fact]
    public async Task APlaceIsFollowedOnItsPage_ItsDigestComes_AndItIsLeftAgain()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open($"/places/{Ground.Fairlands}");
        await sergeant.Send([], ".ww-follow");
        Assert.Equal($"/places/{Ground.Fairlands}", sergeant.Address);
        Assert.Contains("You follow Fairlands.", sergeant.Text(".ww-flash"), StringComparison.Ordinal);
        Assert.Contains("Unfollow", sergeant.Text(".ww-follow"), StringComparison.Ordinal);

        await station.Opened();
        web.Station.Clock.Advance(TimeSpan.FromDays(6.9));
        await web.Station.Get<SendDigests>().Run(web.Station.Owner, default);
        using var monday = await web.Browse(Role.Supervisor);
        await monday.Open("/notices");
        Assert.Equal("1", monday.Text(".ww-top a[href='/notices'] .ww-count")[..1]);
        Assert.Contains("Off-road bikes on the green", monday.Text("main"), StringComparison.Ordinal);
        await monday.Send([], "form[action*='handler=Read']");
        Assert.Empty(monday.Text(".ww-top a[href='/notices'] .ww-count"));

        await monday.Open("/following");
        Assert.Contains("Fairlands", monday.Text("main"), StringComparison.Ordinal);
        await monday.Send([], "form[action*='handler=Unfollow']");
        Assert.Contains("You follow nothing yet", monday.Text("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/what-works/off-road-bikes")]
    [InlineData("/what-works/techniques/control-access")]
    public async Task AKindAndATechnique_AreFollowedOnTheirPages_AndListedWithALinkBack(string address)
    {
        await using var web = await WebStation.Create();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open(address);
        await officer.Send([], ".ww-follow");
        Assert.Equal(address, officer.Address);
        Assert.Contains("Unfollow", officer.Text(".ww-follow"), StringComparison.Ordinal);

        await officer.Open("/following");
        Assert.NotNull(officer.Page.QuerySelector($"main a[href='{address}']"));
    }

    [Fact]
    public async Task FollowingLeadsBackToThisSiteOnly()
    {
        await using var web = await WebStation.Create();
        await ProblemStation.On(web.Station);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/places/{Ground.Fairlands}");
        await officer.Send(new() { ["back"] = "https://elsewhere.example/" }, ".ww-follow");

        Assert.Equal("/following", officer.Address);
    }

    [Fact]
    public async Task SomebodyWhoAsksToJoin_IsToldOfToTheOwner()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        ProblemStation.Done(
            await station.Get<AskToJoin>().Run(station.Sergeant, new() { Reference = reference, Seen = "Ruts by the <gate>" }, default)
        );

        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/notices");

        Assert.Contains($"Supervisor of Ashmoor asks to join {reference}", officer.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Ruts by the <gate>", officer.Text("main"), StringComparison.Ordinal);
        using var other = await web.Browse(Role.Coordinator);
        await other.Open("/notices");
        Assert.DoesNotContain(reference, other.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLettersAddress_StopsItByPostWithoutSigningIn_AndByGetNothing()
    {
        await using var web = await WebStation.Create();
        await ProblemStation.On(web.Station);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/places/{Ground.Fairlands}");
        await officer.Send([], ".ww-follow");
        await using var work = await web.Station.Database.Begin(web.Station.Owner, default);
        var token = await work.Scalar<string>("select token from notice_setting", default);
        using var mailProgram = web.Browse();
        await mailProgram.Open($"/unsubscribe/{token}");
        Assert.Equal("Stop the weekly letter?", mailProgram.Heading);
        Assert.DoesNotContain("Officer of Ashmoor", mailProgram.Text("body"), StringComparison.Ordinal);
        Assert.True(await work.Scalar<bool>("select digest_by_mail from notice_setting", default));

        using var oneClick = await mailProgram.Raw(
            HttpMethod.Post,
            $"/unsubscribe/{token}",
            new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")])
        );
        Assert.Equal(HttpStatusCode.OK, oneClick.StatusCode);
        Assert.False(await work.Scalar<bool>("select digest_by_mail from notice_setting", default));
        using var guessed = await mailProgram.Raw(HttpMethod.Post, "/unsubscribe/guess", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheOutbox_TellsHowFarLettersAre_AndNeverASecret(bool demonstration)
    {
        await using var web = await WebStation.Create();
        if (demonstration)
        {
            DemonstrationMark.Finish(new(web.Station.Home), new(2026, 6, 15), 1);
        }

        var station = await ProblemStation.On(web.Station);
        ProblemStation.Done(
            await station.Get<Follow>().Run(station.Sergeant, new() { Kind = Domain.Library.FollowKind.Place, Code = "2" }, default)
        );
        await station.Opened();
        web.Station.Clock.Advance(TimeSpan.FromDays(6.9));
        await station.Get<SendDigests>().Run(web.Station.Owner, default);
        ProblemStation.Done(
            await station
                .Get<AskReset>()
                .Run(Actor.Nobody, new() { Email = Station.EmailOf(Role.Officer) }, SignInSource.CommandLine, default)
        );
        await web.Station.DoJobs();

        using var administrator = await web.Browse(Role.Administrator);
        await administrator.Open("/admin/outbox");
        var page = administrator.Page.Source.Text;

        await using var work = await web.Station.Database.Begin(web.Station.Owner, default);
        var link = await work.Scalar<string>("select link from notice_secret", default);
        var token = await work.Scalar<string>("select token from notice_setting", default);
        Assert.Equal("2 waiting.", administrator.Text(".ww-lead, .govuk-body-l"));
        Assert.Contains("Link to set a new password", page, StringComparison.Ordinal);
        Assert.Contains(Station.EmailOf(Role.Officer), page, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Split('=')[1], page, StringComparison.Ordinal);
        Assert.DoesNotContain(token, page, StringComparison.Ordinal);
        Assert.Equal(demonstration, page.Contains("Off-road bikes on the green", StringComparison.Ordinal));
        Assert.Equal(demonstration, page.Contains("an address of their own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ALetterThatFailed_IsShownWithItsReason_AndSentAgain()
    {
        var port = MailSink.ShutPort();
        await using var web = await WebStation.Create(s => s.Add(new(typeof(MailServer), MailSink.Server(port))));
        var station = await ProblemStation.On(web.Station);
        ProblemStation.Done(await station.Get<AskToJoin>().Run(station.Sergeant, new() { Reference = await station.Opened() }, default));
        web.Station.Clock.Advance(TimeSpan.FromDays(8));
        await new SendNotices(web.Station.Database, web.Station.Get<Actors>()).Work(
            web.Station.Owner,
            "{}",
            new Progress<string>(),
            default
        );

        using var administrator = await web.Browse(Role.Administrator);
        await administrator.Open("/admin/outbox?state=failed");
        Assert.Contains("No mail server took it in time.", administrator.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Off-road bikes", administrator.Text("main"), StringComparison.Ordinal);
        await administrator.Send([], "form[action*='handler=Again']");

        Assert.Equal("1 waiting.", administrator.Text(".ww-lead, .govuk-body-l"));
    }
}
