using Wardwise.App.Access;

namespace Wardwise.Web.Security;

/// <summary>What a door asks of the actor. Every endpoint carries one: a door without it stays shut.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute(Act act) : Attribute
{
    public Act Act => act;
}
