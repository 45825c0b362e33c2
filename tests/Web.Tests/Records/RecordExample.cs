using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.App.Sharing;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Records;

/// <summary>How a record of a kind is made, who writes it, and every way to write it: a class in the tests of the kind's own area, found by
/// its shape. A kind without one, or a use case that writes records and is in none, fails a test.</summary>
/// <param name="kind">Its code.</param>
/// <param name="writer">Who writes it.</param>
internal abstract class RecordExample(string kind, Role writer)
{
    private static readonly byte[] Text = "Seen in place"u8.ToArray();

    /// <summary>What any kind of record takes.</summary>
    public static IReadOnlyList<Write> Any { get; } =
    [
        new(typeof(AddNote), "/records/{0}/notes/new", new() { ["Input.Text"] = "Rang the parks team", ["Input.Visibility"] = "Own" }),
        new(typeof(AddAttachment), "/records/{0}/files/new", []) { File = ("Input.File", "seen.txt", Text) },
        new(typeof(RemoveAttachment), "/records/{0}/files/{1}/take-off", new() { ["Input.Why"] = "It is of another place" })
        {
            Before = async (station, reference) => $"{await Attach(station, reference)}",
        },
        new(typeof(RemoveAttachment), "/records/{0}/files/{1}/take-off?handler=PutBack", [])
        {
            Before = async (station, reference) =>
            {
                var id = await Attach(station, reference);
                await using var work = await station.Station.Database.Begin(station.Coordinator, default);
                await using var off = work.Command("update attachment set removed_at = now() where id = $1", id);
                await off.ExecuteNonQueryAsync();
                work.Noted(TrailEntry.Of(TrailKind.Disclosure, id, "attachment", "taken off in a test"));
                work.Noted(
                    new TrailEntry(TrailKind.Disclosure, await IdOf(work, reference), null, "attachment", "taken off in a test", "{}", [id])
                );
                await work.Finish(default);
                return $"{id}";
            },
        },
        new(
            typeof(ShareRecord),
            "/records/{0}/sharing?handler=Share",
            new() { ["Input.AgencyId"] = "{1}", ["Input.Purpose"] = "They grit the path" }
        )
        {
            OwnerOnly = true,
            WhenLocked = true,
            By = Role.Coordinator,
            Before = async (station, _) => $"{(await station.Station.Add("Rowan Fire", Role.Partner, await Fire(station))).Home!.AgencyId}",
        },
    ];

    public static IReadOnlyDictionary<string, RecordExample> Of { get; } =
        typeof(RecordExample)
            .Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(RecordExample)))
            .Select(t => (RecordExample)Activator.CreateInstance(t)!)
            .ToDictionary(e => e.Kind);

    public Role Writer => writer;

    /// <summary>The ways that only this kind has.</summary>
    public virtual IReadOnlyList<Write> Own => [];

    private string Kind => kind;

    /// <summary>Makes one, and gives its reference.</summary>
    public abstract Task<string> Make(ProblemStation station);

    public static async Task<Guid> IdOf(Work work, string reference) =>
        await work.Scalar<Guid>("select id from record where reference = $1", default, reference);

    /// <summary>Puts a record in a state, whatever its kind, with the history that every write needs.</summary>
    public static async Task Put(ProblemStation station, string reference, string state)
    {
        await using var work = await station.Station.Database.Begin(station.Station.Owner, default);
        var id = await IdOf(work, reference);
        await using (var put = work.Command("update record set state = $2 where id = $1", id, state))
        {
            await put.ExecuteNonQueryAsync();
        }

        work.Noted(new TrailEntry(TrailKind.Disclosure, id, null, "record", "put in a state by a test", "{}", [id]));
        await work.Finish(default);
    }

    protected static async Task<Guid> Fire(ProblemStation station) =>
        (
            await station
                .Get<SaveAgency>()
                .Run(
                    station.Station.Owner,
                    new()
                    {
                        ForceId = station.Station.ForceId,
                        Name = $"Fire {Guid.CreateVersion7():n}",
                        Kind = AgencyKind.Fire,
                    },
                    default
                )
        ).Value;

    private static async Task<Guid> Attach(ProblemStation station, string reference)
    {
        await using var content = new MemoryStream(Text);
        var added = await station
            .Get<AddAttachment>()
            .Run(station.Coordinator, new() { Reference = reference, File = new("seen.txt", content) }, default);
        ProblemStation.Done(added);
        return added.Value;
    }
}
