using Microsoft.Extensions.DependencyInjection;
using Wardwise.App.Data;
using Wardwise.App.Records;

namespace Wardwise.App.Demonstration;

internal static class AtStoryTime
{
    /// <summary>A use case over a database that has the story's clock, and the desk that belongs to it.</summary>
    public static T The<T>(this IServiceProvider services, Database database)
    {
        var takes = typeof(T).GetConstructors().Single().GetParameters().Select(p => p.ParameterType).ToHashSet();
        object[] own = [database, new RecordDesk(database)];
        return ActivatorUtilities.CreateInstance<T>(services, [.. own.Where(o => takes.Contains(o.GetType()))]);
    }
}
