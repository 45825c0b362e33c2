using Wardwise.Domain.Library;

namespace Wardwise.Web.Parts;

/// <summary>What the partial <c>_Follow</c> offers to follow, or no longer to.</summary>
/// <param name="Kind">A place, a kind of problem, a technique.</param>
/// <param name="Code">A place's number, or the code in the rules.</param>
/// <param name="Name">As the page calls it.</param>
public sealed record FollowButton(FollowKind Kind, string Code, string Name);
