using System.Net;
using Wardwise.App;
using Wardwise.App.Accounts;
using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Records;

/// <summary>Every way to write every kind of record obeys the record: who owns it, whom it is shared with and for what, whether it is
/// locked, and what somebody else saved in between.</summary>
public sealed class RecordRulesTests
{
    /// <summary>What names a record and writes, and does not come to the desk; each with its reason.</summary>
    private static readonly Dictionary<Type, string> Apart = new()
    {
        [typeof(SayItHelped)] = "a reader says it of their own work; it writes nothing of the record",
        [typeof(Nominate)] = "a reader puts it forward; it writes nothing of the record",
        [typeof(DoModule)] = "a reader's own training",
        [typeof(Wardwise.App.Problems.MeasureWhatIsDue)] = "the schedule, on nobody's behalf",
        [typeof(MendExport)] = "what leaves the force, kept beside the record by its coordinators",
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var kind in RecordKinds.All)
        {
            foreach (var write in WritesOf(kind.Code))
            {
                cases.Add(kind.Code, NameOf(write));
            }
        }

        return cases;
    }

    [Fact]
    public void EveryKindInTheTable_HasAnExample() => Assert.Empty(RecordKinds.All.Select(k => k.Code).Except(RecordExample.Of.Keys));

    [Fact]
    public void EveryUseCaseAtTheDesk_IsTriedHere()
    {
        var tried = RecordExample
            .Of.Values.SelectMany(e => e.Own)
            .Concat(RecordExample.Any)
            .Select(w => w.UseCase)
            .Append(typeof(EndShare)) // tried below: it names a share
            .ToHashSet();
        Assert.Empty(Registration.UseCases.Where(u => Takes(u, typeof(RecordDesk)) && !tried.Contains(u)).Select(u => u.Name));
    }

    [Fact]
    public void AUseCaseThatNamesARecordAndWrites_ComesToTheDesk() =>
        Assert.Empty(
            Registration
                .UseCases.Where(u =>
                    u.GetNestedType("Input")?.GetProperty("Reference") is not null
                    && !Takes(u, typeof(RecordDesk))
                    && !Apart.ContainsKey(u)
                    && !Reads().Any(r => u.Name.StartsWith(r, StringComparison.Ordinal))
                )
                .Select(u => u.Name)
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AWrite_ObeysItsRecord(string kind, string name)
    {
        var write = WritesOf(kind).Single(w => NameOf(w) == name);
        var example = RecordExample.Of[kind];
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await example.Make(station);
        var made = await write.Before(station, reference);
        var sent = new Sent(station, write, reference, made);
        using var partner = await web.Browse(Role.Partner);

        // Another agency that it is not shared with.
        Assert.False(await sent.By(partner, null));
        // The door itself is shut to a role that never writes such a record.
        Assert.Contains(partner.Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });

        // Shared for reading only.
        var share = await station.Share(reference, takesPart: false);
        Assert.Equal(write.Readers, await sent.By(partner, null));
        Assert.Equal(write.Readers ? HttpStatusCode.OK : HttpStatusCode.Forbidden, partner.Status);
        await End(station, share);

        using var writer = await web.Browse(write.By ?? example.Writer);
        if (!write.WhenLocked)
        {
            await using (var work = await station.Station.Database.Begin(station.Station.Owner, default))
            {
                var was = await work.Scalar<string>("select state from record where reference = $1", default, reference);
                await RecordExample.Put(station, reference, "closed");
                Assert.False(await sent.By(writer, null));
                Assert.Contains("is closed. Reopen it to change it.", writer.Text("body"), StringComparison.Ordinal);
                await RecordExample.Put(station, reference, was);
            }
        }

        if (write.Version is not null)
        {
            Assert.False(await sent.By(writer, "77"));
            Assert.Equal(HttpStatusCode.Conflict, writer.Status);
            Assert.Contains("saved this", writer.Errors.First(), StringComparison.Ordinal);
        }

        if (!write.OnlyRefused)
        {
            Assert.True(await sent.By(writer, null), $"{writer.Status} {string.Join(' ', writer.Errors)} {writer.Heading}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AnAgencyThatTakesPart_Writes_WhereTheKindIsWorkedOnTogether(string kind, string name)
    {
        var write = WritesOf(kind).Single(w => NameOf(w) == name);
        if (write.OnlyRefused || write.By is not null)
        {
            return;
        }

        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await RecordExample.Of[kind].Make(station);
        var sent = new Sent(station, write, reference, await write.Before(station, reference));
        await station.Share(reference, takesPart: true);
        using var partner = await web.Browse(Role.Partner);
        // A step is handed on within an agency alone.
        var may = RecordKinds.Of(kind).IsWorkedTogether && write.UseCase != typeof(Wardwise.App.Problems.CopyStep);
        Assert.Equal(may && !write.OwnerOnly, await sent.By(partner, null));
    }

    public static TheoryData<string> Titled =>
        [.. RecordExample.Of.Where(e => e.Value.Own.Any(IsTitled)).Select(e => e.Key).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Titled))]
    public async Task OfTwoThatChangeTheTitleAlone_TheSecondIsAskedFirst(string kind)
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var example = RecordExample.Of[kind];
        var reference = await example.Make(station);
        var page = Addresses.Record(reference, example.Own.Single(IsTitled).Path);
        using var one = await web.Browse(example.Writer);
        using var other = await web.Browse(example.Writer);
        await one.Open(page);
        await other.Open(page);

        await one.Send(new() { ["Input.Title"] = "As the one calls it" });
        await other.Send(new() { ["Input.Title"] = "As the other calls it" });

        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        await other.Open(Addresses.Record(reference));
        Assert.Contains("As the one calls it", other.Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheOwner_EndsAShare()
    {
        await using var station = await ProblemStation.Create();
        station.Station.Clock.Now = TimeProvider.System.GetUtcNow(); // Without an agreement a share ends by the database's own clock.
        var railway = await station
            .Get<SaveAgency>()
            .Run(
                station.Station.Owner,
                new()
                {
                    ForceId = station.Station.ForceId,
                    Name = "Railway Police",
                    Kind = AgencyKind.Police,
                },
                default
            );
        var constable = await station.Station.Add("Constable of the railway", Role.Officer, railway.Value);
        var shared = await station
            .Get<ShareRecord>()
            .Run(
                station.Officer,
                new()
                {
                    RecordId = (await station.File(await station.Scanned())).Problem.RecordId,
                    AgencyId = railway.Value,
                    Purpose = "They see the embankment",
                    TakesPart = true,
                },
                default
            );
        ProblemStation.Done(shared);
        var no = await station.Get<EndShare>().Run(constable, new() { ShareId = shared.Value, Why = "mine" }, default);
        Assert.Equal("Only the agency that owns a problem can do this.", ProblemStation.Refusal(no));
        await End(station, shared.Value);
    }

    private static bool IsTitled(Write write) => write.Version is not null && write.Fields.ContainsKey("Input.Title");

    private static IEnumerable<Write> WritesOf(string kind) =>
        RecordExample.Of.TryGetValue(kind, out var example) ? example.Own.Concat(RecordExample.Any) : [];

    private static string NameOf(Write write) => $"{write.UseCase.Name} {write.Path.Split('?').Last()}";

    private static bool Takes(Type useCase, Type what) =>
        useCase.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => p.ParameterType == what);

    private static string[] Reads() => ["Show", "List", "Find", "Get", "Search", "Count", "Read"];

    private static async Task End(ProblemStation station, Guid share) =>
        ProblemStation.Done(await station.Get<EndShare>().Run(station.Coordinator, new() { ShareId = share, Why = "done" }, default));

    private sealed class Sent(ProblemStation station, Write write, string reference, string made)
    {
        /// <summary>Whether the record's history says that something was altered.</summary>
        public async Task<bool> By(Browsing browser, string? version)
        {
            var before = await Alterations();
            var fields = write.Fields.ToDictionary(
                f => f.Key,
                f => f.Key == write.Version && version is not null ? version : Filled(f.Value)
            );
            var path = write.Path.StartsWith('/') ? Filled(write.Path) : Addresses.Record(reference, Filled(write.Path));
            await browser.Post(path, fields, write.File);
            return await Alterations() > before;
        }

        private string Filled(string text) =>
            text.Replace("{0}", reference, StringComparison.Ordinal)
                .Replace("{1}", made, StringComparison.Ordinal)
                .Replace("{2}", $"{station.Station.CouncilId}", StringComparison.Ordinal);

        private async Task<long> Alterations()
        {
            await using var work = await station.Station.Database.Begin(station.Station.Owner, default);
            return await work.Scalar<long>(
                "select count(*) from trail t join record r on r.id = t.record_id where r.reference = $1 and t.kind = 'alteration'",
                default,
                reference
            );
        }
    }
}
