using Wardwise.App.Data;

namespace Wardwise.App.Incidents;

/// <summary>
/// Changes with everything that can move a count of incidents, or what may be said of it: an import, one taken back, incidents placed
/// anew, a boundary, a doubt. What is held
/// in memory is held under it, and read anew under another; nothing is ever told to forget.
/// </summary>
internal static class IncidentStamp
{
    /// <summary>Read it before what is held is read: at worst newer counts then lie under an older stamp, and are read once more.</summary>
    public static Task<string> Of(Work work, CancellationToken cancel) =>
        work.Scalar<string>(
            """
            select concat_ws(':', (select count(*) || '.' || max(no) || '.' || count(undone_at)
                from import), (select count(*) || '.' || sum(hashtext(scope || ' ' || month)) from place_due), (select no from place_stamp),
                (select count(*) || '.' || count(lifted_at) || '.' || sum(held) from month_doubt))
            """,
            cancel
        );
}
