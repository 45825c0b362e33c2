namespace Wardwise.App.Tests.Data;

/// <summary>Needs root, to become somebody else, and a program folder that others may read.</summary>
internal sealed class FactAsRootAttribute : FactAttribute
{
    public FactAsRootAttribute()
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/setpriv"))
        {
            Skip = "Only root, with setpriv, can try other users.";
        }
        else if (AppContext.BaseDirectory.StartsWith("/root/", StringComparison.Ordinal))
        {
            Skip = "The checkout lies where other users may not read.";
        }
    }
}
