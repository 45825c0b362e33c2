using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Access;

/// <summary>Everything that can be asked of the system. Each door names one.</summary>
public enum Act
{
    /// <summary>Open to everybody: signing in, the error pages.</summary>
    Enter,

    /// <summary>What everybody signed in has: home, my day, own account.</summary>
    UseOwnPages,
    SeeRecords,
    Follow,
    OpenProblem,
    WorkOnProblem,
    CloseProblem,
    SignOffProblem,
    ModerateGrade,

    /// <summary>What kind of problem each record is.</summary>
    ConfirmKinds,
    ShareRecord,
    SeePlaces,
    ManagePlaces,
    SeeIncidents,
    ExportData,
    ImportData,
    MeasureResponse,

    /// <summary>Record lessons, act on them, say what helped, nominate, do training.</summary>
    RecordLesson,
    SeeHistory,
    ManageAccounts,
    ManageRules,

    /// <summary>The words above the pages of the library, its guides, the award's jury, what is exchanged with other forces.</summary>
    EditLibrary,
    SeeAudit,

    /// <summary>Back up, restore, migrate, verify: the machine's owner only.</summary>
    OperateInstance,
}

/// <summary>Who may do what: the one table. <see cref="RowScope"/> then says to which rows.</summary>
public static class Policy
{
    private static readonly Role[] Everybody = Enum.GetValues<Role>();
    private static readonly Role[] Police = [Role.Officer, Role.Supervisor, Role.Coordinator];

    private static readonly Dictionary<Act, Role[]> Table = new()
    {
        [Act.UseOwnPages] = Everybody,
        [Act.SeeRecords] = [.. Police, Role.Partner],
        [Act.Follow] = [.. Police, Role.Partner],
        [Act.OpenProblem] = [.. Police, Role.Partner],
        [Act.WorkOnProblem] = [.. Police, Role.Partner],
        [Act.CloseProblem] = [.. Police, Role.Partner],
        [Act.SignOffProblem] = [Role.Supervisor],
        [Act.ModerateGrade] = [Role.Supervisor, Role.Coordinator],
        [Act.ConfirmKinds] = [Role.Coordinator],
        [Act.ShareRecord] = Police,
        [Act.SeePlaces] = Everybody,
        [Act.ManagePlaces] = [Role.Coordinator, Role.Administrator],
        [Act.SeeIncidents] = Police,
        [Act.ExportData] = [Role.Supervisor, Role.Coordinator],
        [Act.ImportData] = [Role.Coordinator, Role.Administrator],
        [Act.MeasureResponse] = [.. Police, Role.Partner],
        [Act.RecordLesson] = [.. Police, Role.Partner],
        [Act.SeeHistory] = [.. Police, Role.Partner],
        [Act.ManageAccounts] = [Role.Administrator],
        [Act.ManageRules] = [Role.Coordinator, Role.Administrator],
        [Act.EditLibrary] = [Role.Coordinator],
        [Act.SeeAudit] = [Role.Administrator],
        [Act.OperateInstance] = [],
    };

    public static bool Allows(Actor actor, Act act) =>
        act == Act.Enter
        || actor.Kind switch
        {
            ActorKind.MachineOwner or ActorKind.Schedule => true,
            ActorKind.Account => actor.IsAnyOf(Table[act]),
            _ => false,
        };

    /// <summary>The refusal, or null when the actor may.</summary>
    public static Refusal? Refuses(Actor actor, Act act) =>
        Allows(actor, act)
            ? null
            : Refusal.Forbidden(
                actor.Kind == ActorKind.Public
                    ? "Sign in to do this."
                    : "Your posting does not let you do this. It needs: "
                        + $"{string.Join(", ", Table[act].Select(r => r.InWords().ToLowerInvariant()))}."
            );

    /// <summary>The roles that may, for the published matrix.</summary>
    public static IReadOnlyList<Role> RolesFor(Act act) => act == Act.Enter ? Everybody : Table[act];
}
