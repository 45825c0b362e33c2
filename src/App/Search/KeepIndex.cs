using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;

namespace Wardwise.App.Search;

/// <summary>Keeps the index in step, also when nobody asks; and reads a force's records again when its thesaurus has changed.</summary>
internal sealed class KeepIndex(Upkeep database, Indexer indexer) : IJob
{
    public static string Kind => "keep-index";

    public static TimeSpan? Every => TimeSpan.FromSeconds(20);

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        await Reread(cancel);
        await indexer.TryAgain(cancel);
        var read = await indexer.Drain(int.MaxValue, new Progress<int>(n => progress.Report($"{n} records read")), cancel);
        await indexer.GoThroughWords(cancel);
        return read == 0 ? null : $"{read} records read";
    }

    private async Task Reread(CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody, cancel);
        var forces = await work.Rows(
            "select f.id, l.rule_set_id from force f left join findable_lexicon l on l.force_id = f.id",
            r => (Force: r.Get<Guid>("id"), Read: r.Get<Guid?>("rule_set_id")),
            cancel
        );
        foreach (var (force, read) in forces)
        {
            var version = await Lexicons.VersionOf(work, force, cancel);
            if (version != read)
            {
                // Read for the first time, nothing waits but what was written before anybody kept count.
                await work.Scalar<int>("select read_again($1, $2, $3)", cancel, force, version, read is not null || version != Guid.Empty);
            }
        }

        await work.Finish(cancel);
    }
}
