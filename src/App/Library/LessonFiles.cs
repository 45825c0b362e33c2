using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Takes a lesson and its action out for a change, for somebody of its own agency.</summary>
internal static class LessonFiles
{
    public static Task<Lesson?> Lesson(this Work work, string reference, CancellationToken cancel) =>
        work.Db.Set<Lesson>().SingleOrDefaultAsync(l => l.Record.Reference == reference, cancel);

    public static Task<Tasking?> ActionOf(this Work work, Guid recordId, CancellationToken cancel) =>
        work
            .Db.Set<Tasking>()
            .Where(t => t.RecordId == recordId && t.Source == Domain.Library.Lesson.ActionSource && t.Status != TaskingStatus.Withdrawn)
            .OrderByDescending(t => t.Position)
            .FirstOrDefaultAsync(cancel);

    /// <summary>Readers of the whole force see a published lesson; those of its own agency change it.</summary>
    public static bool MayChange(Actor actor, Record record) =>
        Policy.Allows(actor, Act.RecordLesson) && actor.Agencies.Contains(record.OwnerAgencyId);

    /// <summary>The lesson to change, or the refusal.</summary>
    public static async Task<Outcome<Lesson>> TakeOutLesson(this Work work, string reference, CancellationToken cancel)
    {
        if (await work.Lesson(reference, cancel) is not { } lesson)
        {
            return Refusal.NotThere;
        }

        return MayChange(work.Actor, lesson.Record) ? lesson : Refusal.Forbidden("Only the agency that recorded a lesson changes it.");
    }

    /// <summary>Refuses a save from an older version, and says who saved in between.</summary>
    public static async Task<Refusal?> RefusesStale(
        this Work work,
        Guid recordId,
        int held,
        int typed,
        string why,
        CancellationToken cancel
    )
    {
        if (held == typed)
        {
            return null;
        }

        await using var last = work.Command(
            "select actor_name, at from trail where record_id = $1 and kind = 'alteration' and why = $2 order by at desc limit 1",
            recordId,
            why
        );
        await using var row = await last.ExecuteReaderAsync(cancel);
        var who = await row.ReadAsync(cancel)
            ? $"{row.GetString(0)} saved this {row.GetFieldValue<DateTimeOffset>(1).Plainly(work.Now)}"
            : "Somebody else saved this";
        return new Refusal(
            $"{who}, after you opened it. What they saved is shown beside what you typed. Choose what to keep, then save again.",
            null,
            RefusalKind.Stale
        );
    }

    /// <summary>Shows a record of the library to the whole force, or takes that back.</summary>
    public static async Task Publish(this Work work, Guid recordId, bool shown, CancellationToken cancel)
    {
        await using var publish = work.Command("select publish_record($1, $2)", recordId, shown);
        await publish.ExecuteNonQueryAsync(cancel);
    }
}
