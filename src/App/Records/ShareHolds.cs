namespace Wardwise.App.Records;

/// <summary>Whether a share still shows its record to its agency: it was not ended, and neither was the agreement that it follows
/// from.</summary>
internal static class ShareHolds
{
    /// <summary>Of the row <c>s</c> of <c>share</c>. Its grant knows the end of the agreement, also to who does not see the
    /// agreement.</summary>
    /// <param name="moment">The value of the moment, such as <c>$2</c>.</param>
    public static string At(string moment) =>
        $"""
            s.ended_why is null and (s.ends_at is null or s.ends_at > {moment})
                and exists (select 1 from record_grant g where g.share_id = s.id and (g.ends_at is null or g.ends_at > {moment}))
            """;
}
