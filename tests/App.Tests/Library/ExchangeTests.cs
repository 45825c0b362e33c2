using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wardwise.App.Accounts;
using Wardwise.App.Library;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Library;

/// <summary>Practice goes from force to force without persons and exact places (F5, Y7).</summary>
public sealed class ExchangeTests
{
    [Fact]
    public async Task WhatTeaches_GoesWithoutNamesOwnersReferencesAndDays_AndStaysBehindUntilNobodyIsNamed()
    {
        await using var station = await ProblemStation.Create();
        var problem = await Graded(station);
        var lesson = await LessonsTests.Recorded(station, station.Officer);
        ProblemStation.Done(await station.Get<PublishLesson>().Run(station.Officer, new() { Reference = lesson }, default));
        ProblemStation.Done(
            await station
                .Get<SaveLesson>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = lesson,
                        Version = 2,
                        Lesson = LessonsTests.Input with { WhatHappened = "PC Hargreaves rang 07700 900461 on 3 May." },
                    },
                    default
                )
        );

        var made = (await station.Get<ExportLibrary>().Run(station.Coordinator, new(), default)).Value;
        Assert.Equal([problem], made.Rows.Where(r => r.Goes).Select(r => r.Reference));
        Assert.Equal(
            [
                "“PC Hargreaves” in what happened looks like a name",
                "“07700 900461” in what happened looks like a phone number",
                "“3 May” in what happened looks like a date finer than the quarter",
            ],
            made.Rows.Single(r => r.Reference == lesson).Found
        );
        var json = JsonSerializer.Serialize(made.File, ExportLibrary.Json);
        Assert.All(
            new[]
            {
                "Officer of Ashmoor",
                "Supervisor of",
                problem,
                lesson,
                "Fairlands",
                "2026-05",
                "Wealdshire Police",
                station.Officer.Id.ToString(),
            },
            told => Assert.DoesNotContain(told, json, StringComparison.OrdinalIgnoreCase)
        );
        Assert.Contains("\"quarter\": \"2026-Q2\"", json);
        Assert.Contains("The barrier with a riding club worked", json);

        // Its author says it in another way, beside the record.
        var shown = (await station.Get<ShowExport>().Run(station.Coordinator, lesson, default)).Value;
        Assert.Equal(
            "“PC Hargreaves” in what happened looks like a name. Say it in another way, or leave the record out.",
            (await Mend(station, lesson, "what-happened", "PC Hargreaves rang")).Refusals[0].Sentence
        );
        ProblemStation.Done(await Mend(station, lesson, "what-happened", "An officer rang the next day."));
        made = (await station.Get<ExportLibrary>().Run(station.Coordinator, new() { Kind = "lesson" }, default)).Value;
        Assert.Equal(
            "An officer rang the next day.",
            Assert.Single(made.File!.Practices!).Texts!.Single(t => t.Part == "what-happened").Text
        );
        Assert.Contains("Hargreaves", (await station.Get<ShowLesson>().Run(station.Officer, lesson, default)).Value.Lesson.WhatHappened);
        Assert.Equal(
            RefusalKind.Stale,
            (await station.Get<MendExport>().Run(station.Coordinator, new() { Reference = lesson, Version = shown.Version }, default))
                .Refusals[0]
                .Kind
        );

        // The record changes: what was said in another way no longer stands for it.
        ProblemStation.Done(
            await station
                .Get<SaveLesson>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = lesson,
                        Version = 3,
                        Lesson = LessonsTests.Input with { WhatHappened = "Sgt Bright rang." },
                    },
                    default
                )
        );
        Assert.False((await station.Get<ExportLibrary>().Run(station.Coordinator, new() { Kind = "lesson" }, default)).Value.Rows[0].Goes);
        Assert.Equal(RefusalKind.Forbidden, (await station.Get<ExportLibrary>().Run(station.Sergeant, new(), default)).Refusals[0].Kind);
    }

    [Fact]
    public async Task WhatIsLeftOut_OrSensitive_OrUnpublished_StaysBehind()
    {
        await using var station = await ProblemStation.Create();
        var problem = await Graded(station);
        await LessonsTests.Recorded(station, station.Officer);
        ProblemStation.Done(
            await station
                .Get<MendExport>()
                .Run(
                    station.Coordinator,
                    new()
                    {
                        Reference = problem,
                        Version = 0,
                        LeaveOut = true,
                    },
                    default
                )
        );
        var made = (await station.Get<ExportLibrary>().Run(station.Coordinator, new(), default)).Value;
        Assert.True(Assert.Single(made.Rows).LeftOut);
        Assert.Empty(made.File!.Practices!);
    }

    [Fact]
    public async Task AnotherForce_TakesItIn_OnceOnly_FoundByAll_ApartFromItsOwnResults()
    {
        await using var station = await ProblemStation.Create();
        await Graded(station);
        var json = JsonSerializer.Serialize(
            (await station.Get<ExportLibrary>().Run(station.Coordinator, new(), default)).Value.File,
            ExportLibrary.Json
        );
        var other = await station.Get<OpenForce>().Run(station.Station.Owner, new() { Code = "elsewhere" }, default);
        var coordinator = await station.Station.Add("A coordinator", Role.Coordinator, other.Value.PoliceId);
        var council = await station
            .Get<SaveAgency>()
            .Run(
                station.Station.Owner,
                new()
                {
                    ForceId = other.Value.ForceId,
                    Name = "Elsewhere Council",
                    Kind = AgencyKind.Council,
                },
                default
            );
        var partner = await station.Station.Add("A partner", Role.Partner, council.Value);

        Assert.Equal((1, 0, 0), Counts(await Take(station, coordinator, json)));
        Assert.Equal((0, 1, 0), Counts(await Take(station, coordinator, Packed(json))));
        var row = Assert.Single((await station.Get<ListPractice>().Run(partner, 1, default)).Value.Rows);
        var shown = (await station.Get<ShowPractice>().Run(partner, row.Reference, default)).Value;
        Assert.Equal(("wealdshire", "survey: better, clear"), (shown.Held.FromForce, shown.Result));
        Assert.Equal("Fit a barrier at the gap", Assert.Single(shown.Steps).What);
        await station.Get<Indexer>().Drain(100, null, default);
        await using (var work = await station.Station.Database.Begin(partner, default))
        {
            Assert.Single((await station.Get<Finder>().Find(work, "off-road bikes", new(), [], default)).Records);
            Assert.Empty((await station.Get<Finder>().Find(work, "off-road bikes", new() { ProblemsOnly = true }, [], default)).Records);
        }

        Assert.Empty((await station.Get<ListPractice>().Run(station.Officer, 1, default)).Value.Rows);
        Assert.Equal(
            "This file comes from this force itself. Nothing was taken in.",
            ProblemStation.Refusal(await Take(station, station.Coordinator, json))
        );
    }

    [Theory]
    [InlineData("{", "This is not a file of practice: it is not JSON as Wardwise writes it.")]
    [InlineData("[]", "This is not a file of practice: it does not say so in its first lines.")]
    [InlineData(
        "{\"format\":\"wardwise-library\",\"practices\":{}}",
        "This is not a file of practice: it does not say so in its first lines."
    )]
    [InlineData(
        "{\"format\":\"wardwise-library\",\"version\":\"1\",\"force\":\"kent\",\"practices\":[]}",
        "This file is of another version. This Wardwise reads version 1."
    )]
    [InlineData(
        "{\"format\":\"wardwise-library\",\"version\":1,\"force\":\"<b>\",\"practices\":[]}",
        "The file does not say which force it comes from."
    )]
    public async Task AFileThatIsNone_IsRefusedWhole(string json, string says)
    {
        await using var station = await ProblemStation.Create();
        Assert.Equal(says, ProblemStation.Refusal(await Take(station, station.Coordinator, json)));
    }

    [Fact]
    public async Task AFileOf100Megabytes_PackedOrNot_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var large = new string(' ', 100 << 20);
        Assert.StartsWith(
            "The file is larger than 20 MB",
            ProblemStation.Refusal(await Take(station, station.Coordinator, large)),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "The file is larger than 20 MB",
            ProblemStation.Refusal(await Take(station, station.Coordinator, Packed(large))),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("title", "7", "a value is of the wrong kind")]
    [InlineData("title", "\"Ride with Zoltan Nagyvaradi\"", "“Zoltan Nagyvaradi” in the title looks like a name")]
    [InlineData("title", "\"<br>x\"", "“<br>” in the title looks like markup")]
    [InlineData("texts", "[{\"part\":\"lesson\",\"text\":\"Ring 07700 900461\"}]", "“07700 900461” in lesson looks like a phone number")]
    [InlineData("texts", "[null]", "a text is missing or too long")]
    [InlineData("texts", "[{\"part\":\"owner\",\"text\":\"x\"}]", "a part is unknown")]
    [InlineData("texts", "[{\"part\":\"lesson\",\"text\":\"a\\u0000b\"}]", "a text holds what is no letter")]
    [InlineData("texts", "[{\"part\":\"lesson\",\"text\":\"a\\ud800b\"}]", "a value is of the wrong kind")]
    [InlineData("result", "{\"code\":\"clear-fall\",\"logRatio\":1e99,\"variance\":1}", "the effect is no number")]
    [InlineData("result", "{\"code\":\"clear-fall\",\"logRatio\":1}", "the effect and its variance belong together")]
    [InlineData("result", "{\"code\":\"won\"}", "the result is unknown")]
    [InlineData("grade", "9", "the grade is none")]
    [InlineData("kind", "\"person\"", "it is no problem, lesson or guide")]
    [InlineData("key", "\"x' or 1=1\"", "it has no key")]
    [InlineData("quarter", "\"2025-05-10\"", "the quarter is not written as 2025-Q2")]
    public async Task APracticeThatLies_StaysOut_WithTheReason_AndTheOthersComeIn(string member, string value, string reason)
    {
        await using var station = await ProblemStation.Create();
        var bad = Practice("a0");
        bad[member] = JsonNode.Parse("0");
        var json = File(Practice("b1"), bad).Replace($"\"{member}\":0", $"\"{member}\":{value}", StringComparison.Ordinal);
        var taken = (await Take(station, station.Coordinator, json)).Value;
        Assert.Equal((1, 1), (taken.Added, taken.Rejected.Count));
        Assert.Equal(reason, taken.Rejected[0].Reason);
    }

    private static JsonObject Practice(string key) =>
        new()
        {
            ["key"] = string.Concat(Enumerable.Repeat(key, 16)),
            ["kind"] = "problem",
            ["title"] = "Bikes on a common",
            ["texts"] = new JsonArray(new JsonObject { ["part"] = "lesson", ["text"] = "A track nearby, and then the barrier" }),
        };

    private static string File(params JsonObject[] practices) =>
        new JsonObject
        {
            ["format"] = "wardwise-library",
            ["version"] = 1,
            ["force"] = "kent",
            ["made"] = "2026-Q1",
            ["practices"] = new JsonArray([.. practices]),
        }.ToJsonString();

    private static async Task<string> Graded(ProblemStation station)
    {
        var reference = await TransferTests.Closed(station);
        Assert.True((await station.File(reference)).Problem.GradeShown >= 4);
        return reference;
    }

    private static async Task<Outcome<Nothing>> Mend(ProblemStation station, string reference, string key, string text) =>
        await station
            .Get<MendExport>()
            .Run(
                station.Coordinator,
                new()
                {
                    Reference = reference,
                    Version = (await station.Get<ShowExport>().Run(station.Coordinator, reference, default)).Value.Version,
                    Texts = new Dictionary<string, string?> { [key] = text },
                },
                default
            );

    private static Task<Outcome<ImportLibrary.Taken>> Take(ProblemStation station, Wardwise.App.Access.Actor actor, string json) =>
        Take(station, actor, Encoding.UTF8.GetBytes(json));

    private static async Task<Outcome<ImportLibrary.Taken>> Take(ProblemStation station, Wardwise.App.Access.Actor actor, byte[] bytes)
    {
        await using var content = new MemoryStream(bytes);
        return await station.Get<ImportLibrary>().Run(actor, new() { Content = content }, default);
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static (int Added, int Already, int Rejected) Counts(Outcome<ImportLibrary.Taken> taken) =>
        (taken.Value.Added, taken.Value.Already, taken.Value.Rejected.Count);
}
