using Wardwise.App.Access;

namespace Wardwise.App.Imports;

/// <summary>What another area brings in step once an import has been taken back, after the commit. Found by reflection.</summary>
internal interface IFollowsImport
{
    Task AfterImport(Actor actor, CancellationToken cancel);
}
