using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Wardwise.Testing;
using Wardwise.Web.Journeys;

namespace Wardwise.Web.Tests.Interface;

public sealed class JourneyTests
{
    private static readonly Journey<Answers> Journey = new()
    {
        Name = "open",
        CancelHref = "/problems",
        CheckPath = "/new/check",
        Steps =
        [
            new("/new/what", a => a.What is not null),
            new("/new/where", a => a.Where is not null),
            new("/new/who", a => a.Who is not null),
        ],
    };

    [Fact]
    public void Page_AfterAnUnansweredOne_MayNotBeShown()
    {
        var answers = new Answers { What = "bikes" };

        Assert.True(Journey.MayShow("/new/where", answers));
        Assert.False(Journey.MayShow("/new/who", answers));
        Assert.False(Journey.MayShow("/new/check", answers));
        Assert.Equal("/new/where", Journey.FirstUnanswered(answers));
    }

    [Fact]
    public void Next_IsTheNextUnanswered_ThenTheCheck()
    {
        Assert.Equal("/new/who", Journey.After("/new/what", new() { What = "bikes", Where = "green" }));
        Assert.Equal(
            "/new/check",
            Journey.After(
                "/new/what",
                new()
                {
                    What = "bikes",
                    Where = "green",
                    Who = "riders",
                }
            )
        );
    }

    [Fact]
    public void Back_IsTheStepBefore_AndOutOfTheFirst()
    {
        Assert.Equal("/problems", Journey.Before("/new/what"));
        Assert.Equal("/new/what", Journey.Before("/new/where"));
        Assert.Equal("/new/who", Journey.Before("/new/check"));
    }

    [Fact]
    public void Answers_ComeBack_ToTheSameAccountOnly_AndNotAfterTwelveHours()
    {
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var store = new JourneyStore(new EphemeralDataProtectionProvider(), clock);
        var (mine, yours) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var answers = new Answers { What = new string('é', 6000) };
        var sent = new DefaultHttpContext();
        store.Write(sent, "open", mine, answers);
        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = string.Join("; ", sent.Response.Headers.SetCookie.Select(c => c!.Split(';')[0]));

        Assert.Equal(answers, store.Read<Answers>(next, "open", mine));
        Assert.Null(store.Read<Answers>(next, "open", yours));
        Assert.Null(store.Read<Answers>(next, "close", mine));
        clock.Now += TimeSpan.FromHours(13);
        Assert.Null(store.Read<Answers>(next, "open", mine));
    }

    private sealed record Answers
    {
        public string? What { get; init; }
        public string? Where { get; init; }
        public string? Who { get; init; }
    }
}
