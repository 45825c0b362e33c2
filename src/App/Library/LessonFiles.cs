using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;

namespace Wardwise.App.Library;

/// <summary>Reads a lesson and its action.</summary>
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

    /// <summary>Shows a record of the library to the whole force, or takes that back.</summary>
    public static async Task Publish(this Work work, Guid recordId, bool shown, CancellationToken cancel)
    {
        await using var publish = work.Command("select publish_record($1, $2)", recordId, shown);
        await publish.ExecuteNonQueryAsync(cancel);
    }
}
